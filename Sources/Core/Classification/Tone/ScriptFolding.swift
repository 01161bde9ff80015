/// Traditional characters that conversations about money use, as their simplified forms. One table for texts (the model) and for lexicons,
/// whose words are searched for in both forms.
enum ScriptFolding {
  /// Pairs, traditional before simplified. Characters with several readings stand with the one of this field.
  private static let pairs = """
    還还錢钱貸贷開开會会沒没給给們们這这個个嗎吗麼么電电話话號号時时間间後后來来過过說说談谈請请謝谢對对錯错識认認认識识誰谁讓让為为無无\
    與与並并從从將将應应當当動动務务勞劳勢势單单帳账賬账戶户轉转匯汇繳缴費费款款額额餘余總总結结清清償偿債债權权債债協协議议減减優优惠惠\
    寬宽緩缓遲迟晚晚幾几點点鐘钟週周禮礼拜拜號号薪薪資资發发領领獎奖業业職职員员廠厂倒倒閉闭虧亏賠赔騙骗詐诈報报警警舉举訴诉投投監监\
    銀银行行聯联絡络繫系擾扰騷骚煩烦滾滚蛋蛋腦脑壞坏妳你您您問问題题實实際际東东車车馬马門门關关閉闭頭头親亲戚戚爺爷奶奶媽妈爸爸兒儿\
    孫孙婦妇離离婚婚結结歲岁醫医藥药療疗術术傷伤殘残疾疾獄狱檢检證证據据錄录音音聲声聽听見见覺觉讀读寫写書书筆笔記记憶忆備备準准確确\
    認认同同願愿意意願愿絕绝拒拒講讲許许論论證证計计設设該该調调課课誤误諾诺賣卖買买貨货質质貴贵賺赚賴赖趕赶較较輕轻輛辆轟轰辦办\
    達达運运遠远進进連连選选邊边郵邮鄰邻鎖锁鎮镇鏈链鐵铁長长陽阳陰阴陳陈際际隨随難难雖虽雙双雜杂需需靈灵靜静響响順顺預预頓顿頻频類类\
    願愿顯显風风飛飞飯饭飲饮養养館馆驗验體体麗丽麻麻黃黄齊齐齒齿龍龙樣样機机條条極极構构標标樓楼歡欢歸归殺杀氣气決决況况淨净滿满漢汉\
    災灾烏乌爭争狀状獨独現现環环產产畢毕異异療疗盜盗盡尽監监盤盘睏困礙碍禁禁種种積积稱称窮穷競竞筆笔節节範范簡简簽签紀纪約约級级細细\
    終终組组經经綁绑網网緊紧線线緣缘縣县縮缩績绩繼继續续罰罚義义習习聞闻聯联職职膽胆臉脸臨临舊旧華华萬万處处虛虚號号衛卫裝装裡里複复\
    覽览觀观規规視视計计訂订訊讯討讨訓训託托訪访評评詞词試试詳详誠诚誇夸談谈調调諒谅講讲謊谎譯译讚赞負负財财責责貧贫貼贴賓宾賤贱賞赏\
    跡迹踐践車车軟软載载輸输轄辖農农迴回這这逕径違违遺遗郵邮醜丑釋释鈔钞鉤钩鋪铺錶表鎊镑閒闲閱阅隊队階阶雲云項项須须頁页領领顧顾騎骑\
    驚惊嚇吓髒脏鬆松鬧闹魚鱼鳥鸟點点傳传價价儘尽備备億亿側侧偽伪僅仅傾倾償偿內内兩两冊册凍冻劃划劇剧勝胜區区協协卻却廣广廳厅強强彈弹彙汇\
    徵征徹彻恆恒惡恶愛爱慣惯態态憑凭懶懒懷怀戰战戲戏掃扫掛挂採采換换揮挥損损搶抢撥拨擔担據据擇择擊击擋挡擴扩攜携敗败敵敌數数斷断暫暂\
    曉晓書书東东棄弃業业榮荣樂乐橫横歷历氣气沖冲沒没測测湊凑漲涨潔洁濟济為为烏乌無无熱热犧牺獲获畫画眾众睜睁瞭了碼码社社祕秘禍祸\
    冇没佢他哋们嘅的喺在咗了嘢西啲些嗰那唔不咁这乜什睇看俾给畀给攞拿諗想冧塌係是
    """

  /// Simplified form by code point, for U+4E00…U+9FFF and the few beyond that matter.
  private static let table: [UInt32: UInt32] = {
    var table: [UInt32: UInt32] = [:]
    let scalars = pairs.unicodeScalars.filter { $0 != "\n" && $0 != " " }.map(\.value)
    for index in stride(from: 0, to: scalars.count - 1, by: 2) where scalars[index] != scalars[index + 1] {
      table[scalars[index]] = scalars[index + 1]
    }
    return table
  }()

  private static let simplifiedByCode: [UInt16] = {
    var codes = (0x4E00...0x9FFF).map { UInt16($0) }
    for (from, to) in table where (0x4E00...0x9FFF).contains(from) && to <= 0xFFFF { codes[Int(from) - 0x4E00] = UInt16(to) }
    return codes
  }()

  /// Traditional forms by simplified one; Cantonese words are left out: they are no spelling.
  private static let traditional: [UInt32: UInt32] = {
    var result: [UInt32: UInt32] = [:]
    for (from, to) in table.sorted(by: { $0.key < $1.key }) where !cantonese.contains(from) { result[to] = result[to] ?? from }
    return result
  }()

  private static let cantonese = Set("冇佢哋嘅喺咗嘢啲嗰唔咁乜睇俾畀攞諗冧係瞭".unicodeScalars.map(\.value))

  /// A code point as the model reads it.
  @inline(__always)
  static func simplified(_ code: UInt32) -> UInt32 {
    code >= 0x4E00 && code <= 0x9FFF ? UInt32(simplifiedByCode[Int(code) - 0x4E00]) : code
  }

  /// The traditional spelling of a word; nil if it is the same.
  static func traditional(_ word: String) -> String? {
    var result = String.UnicodeScalarView()
    var differs = false
    for scalar in word.unicodeScalars {
      if let code = traditional[scalar.value], let other = Unicode.Scalar(code) {
        result.append(other)
        differs = true
      } else {
        result.append(scalar)
      }
    }
    return differs ? String(result) : nil
  }
}
