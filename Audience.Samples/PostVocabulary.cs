namespace Audience.Samples;

/// <summary>What made-up authors are called and made-up posts talk about.</summary>
internal static class PostVocabulary
{
    public static readonly string[] Surnames =
        "陳 林 黃 張 李 王 吳 劉 蔡 楊 許 鄭 謝 洪 郭 邱 曾 廖 賴 徐 周 葉 蘇 莊 呂 江 何 蕭 羅 高".Split(' ');
    public static readonly string[] Characters = (
        "雅 怡 淑 美 惠 佳 欣 婷 玲 君 文 志 明 俊 傑 宏 偉 建 國 家 豪 冠 宇 承 恩 柏 翰 品 妤 子 晴 思 涵 "
        + "宥 廷 詩 雨 安 心 語 彤 樂 晨 光 陽 海 星 月 雲 風 山 川 石 松 竹 梅 蘭 菊 春 夏 秋 冬"
    ).Split(' ');
    public static readonly string[] FemaleWords = "小姐 娘 媽媽 姐 妹 阿姨 女孩 公主 人妻 婆婆 少女 太太".Split(' ');
    public static readonly string[] MaleWords = "哥 先生 爸爸 弟 叔叔 男孩 王子 大叔 爺 阿伯 少爺 老爹".Split(' ');
    public static readonly string[] FirstNames = (
        "Kuan Tommy Clarice Vera Amy Kevin Grace Jason Emily Ray Sandy Leo Nina Oscar Peggy Victor Wendy Alan Betty Chris "
        + "Diana Eric Fiona Gary Helen Ivan Judy Karl Lily Mike Nora Owen Paul Queenie Rita Steve Tina Umar Vivian Will"
    ).Split(' ');
    public static readonly string[] LastNames =
        "Tan Ooi Lee Wang Chen Lin Huang Chang Wu Liu Tsai Yang Hsu Cheng Hsieh Kuo Chiu Tseng Liao Lai".Split(' ');
    public static readonly string[] Openings = (
        "今天 昨天下午 剛剛 上週末 這幾天 最近 下班後 放學回家 早上起床 趁著連假 想請問大家 分享一下 不知道有沒有人 "
        + "說真的 老實說 真心推薦 有點猶豫 終於"
    ).Split(' ');
    public static readonly string[] Subjects = (
        "我 我老公 我老婆 我家小孩 我媽 同事 室友 男朋友 女朋友 隔壁鄰居 班上同學 店員 網友 客服 老師 主管"
    ).Split(' ');
    public static readonly string[] Actions = (
        "去吃了新開的火鍋店 買了一台二手車 報名了線上課程 排隊等了兩個小時 在蝦皮下單 帶孩子去打疫苗 加班到十點 準備期末考 找到新工作 搬到台中 "
        + "開始學煮飯 把存款拿去投資 看完了整季影集 練習跑步 在群組裡抱怨 收到詐騙簡訊 訂了下個月的機票 申請了信用卡 換了手機門號 養了一隻貓"
    ).Split(' ');
    public static readonly string[] Comments = (
        "覺得很值得 完全不推 大家怎麼看 有沒有人可以給點建議 價格有點貴 服務態度很好 下次還會再來 真的氣到不行 結果出乎意料 先謝謝各位 "
        + "CP值超高 OK啦 lol 太感動了 希望不要再漲價 笑死 求推薦 已經第三次了 感覺被騙了 可以私訊我"
    ).Split(' ');
    public static readonly string[] Titles = "心得 請益 開箱 閒聊 問卦 情報 討論 公告 抱怨 分享".Split(' ');
}
