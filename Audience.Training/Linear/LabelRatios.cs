namespace Audience.Training.Linear;

/// <summary>
/// How unevenly tokens are spread over labels, as log-count ratios (Wang and Manning 2012, Baselines and Bigrams: the NB-SVM). A fit whose
/// features are multiplied by them lets tokens that tell much have large weights, and holds those down that are everywhere alike.
/// </summary>
internal static class LabelRatios
{
    /// <summary>By token: its factor, of mean square 1 over all.</summary>
    public static float[] Of(FitData data)
    {
        int labels = data.Labels;
        int[] with = new int[(long)data.Tokens * labels];
        long[] ofLabel = new long[labels];
        int[] having = new int[data.Tokens];
        long all = 0;
        for (int document = 0; document < data.Rows.Length; document++)
        {
            int[] tokens = data.Rows[document].Tokens;
            all += tokens.Length;
            foreach (int token in tokens)
                having[token]++;
            foreach (int label in data.Truth[document])
            {
                ofLabel[label] += tokens.Length;
                foreach (int token in tokens)
                    with[token * labels + label]++;
            }
        }
        float[] ratios = new float[data.Tokens];
        double squares = 0;
        for (int token = 0; token < ratios.Length; token++)
        {
            double sum = 0;
            for (int label = 0; label < labels; label++)
            {
                double here = (1.0 + with[token * labels + label]) / (ofLabel[label] + data.Tokens),
                    elsewhere = (1.0 + having[token] - with[token * labels + label]) / (all - ofLabel[label] + data.Tokens),
                    ratio = ofLabel[label] == 0 ? 0 : Math.Log(here / elsewhere);
                sum += ratio * ratio;
            }
            ratios[token] = (float)Math.Sqrt(sum / labels);
            squares += sum / labels;
        }
        float scale = squares > 0 ? (float)Math.Sqrt(ratios.Length / squares) : 0;
        for (int token = 0; token < ratios.Length; token++)
            ratios[token] *= scale;
        return ratios;
    }
}
