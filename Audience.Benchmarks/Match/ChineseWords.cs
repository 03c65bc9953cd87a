namespace Audience.Benchmarks.Match;

/// <summary>A made-up Chinese: real characters in their order of frequency, and words of them with a frequency of their own.</summary>
internal sealed class ChineseWords
{
    /// <summary>The characters that make up most of any Chinese text, most frequent first.</summary>
    private const string Frequent =
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得著下自之年過發後作里用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實"
        + "日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及"
        + "比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且"
        + "權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運笑飛風步改收根造言聯持組每濟車親極林服快辦議往元英士證近失轉夫令準布始怎呢存未遠叫台單影具羅字愛擊";

    private readonly Skewed<char> _characters;
    private readonly Skewed<string> _words;

    internal ChineseWords()
    {
        Random random = new(20200101);
        // 2,500 rarer characters, spread over the block as they are in real text.
        char[] rare = [.. Enumerable.Range(0x4E00, 0x9FA5 - 0x4E00).Select(unit => (char)unit).Except(Frequent)];
        random.Shuffle(rare);
        _characters = new Skewed<char>([.. Frequent.Distinct(), .. rare.Take(2500)], flatten: 30);
        _words = new Skewed<string>([.. Enumerable.Range(0, 40_000).Select(_ => Invent(random)).Distinct()], flatten: 10);
    }

    /// <summary>A string of 1 to 4 characters, likelier of frequent ones, that need not be a word.</summary>
    internal string Invent(Random random)
    {
        int length = random.Next(100) switch
        {
            < 3 => 1,
            < 65 => 2,
            < 87 => 3,
            _ => 4,
        };
        return string.Create(
            length,
            (random, _characters),
            static (text, from) =>
            {
                foreach (ref char unit in text)
                    unit = from._characters.Draw(from.random);
            }
        );
    }

    /// <summary>A word, likelier a frequent one.</summary>
    internal string Word(Random random) => _words.Draw(random);
}
