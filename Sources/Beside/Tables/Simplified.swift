/// Traditional characters as the simplified ones that our words are written in: 案件編號 and 案件编号 are one header.
enum Simplified {
  /// Characters of headers, states and sums of this trade; others stay as they are.
  private static let table: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs = """
      編编號号額额電电話话聯联絡络繫系繋系證证戶户帳账賬账貸贷債债務务餘余應应還还數数據据類类別别項项標标記记訴诉訟讼協协議议約约諾诺結结銷销暫暂緩缓\
      緊紧擔担監监護护駕驾執执業业單单車车輛辆錢钱幣币萬万億亿兩两個个筆笔條条員员組组織织團团隊队門门職职離离請请時时間间開开關关閉闭審审簽签駁驳補补\
      級级階阶壓压歷历紀纪錄录內内備备註注說说語语國国鄉乡鎮镇縣县區区臺台灣湾廣广東东學学親亲屬属婦妇媽妈爺爷孫孙專专産产產产費费稅税罰罚滯滞納纳違违\
      實实際际總总計计匯汇滙汇轉转帶带傳传機机構构體体讓让認认識识風风險险損损壞坏賠赔償偿貨货購购買买賣卖價价較较紅红綠绿藍蓝統统確确準准許许適适後后\
      從从來来問问題题對对錯错無无為为與与給给當当會会發发現现資资訊讯誌志詳详細细載载轄辖處处辦办訂订訪访調调狀状態态啟启動动運运進进遲迟過过達达遠远\
      選选遞递郵邮線线網网頁页碼码驗验歸归屆届齡龄壽寿壯壮優优畫画盡尽盤盘禮礼節节獎奖勞劳僱雇傭佣質质贊赞贖赎軍军農农陸陆陽阳陰阴隨随難难雜杂雙双靈灵\
      響响顧顾顯显飛飞馬马驟骤鬥斗鐘钟鑰钥鏈链鎖锁針针銀银錦锦鋪铺鋼钢鍵键長长閱阅陳陈陣阵隱隐靜静頂顶順顺須须預预領领頭头頻频願愿飲饮館馆騙骗騰腾髮发\
      鬆松魚鱼黃黄點点齊齐龍龙寫写並并佔占併并俠侠倉仓們们傷伤僅仅僑侨儀仪兒儿冊册凍冻則则劃划劑剂勝胜勳勋勢势卻却參参叢丛吳吴啓启喪丧喬乔嗎吗圍围園园\
      圓圆圖图堅坚場场塊块塗涂壇坛奪夺妝妆娛娱嬰婴寧宁寬宽將将尋寻導导層层嶺岭幫帮幹干庫库廠厂廳厅彈弹彙汇徑径復复愛爱慣惯憑凭戲戏戰战擁拥擇择擊击擴扩\
      擺摆攝摄敗败敵敌斷断旣既暢畅曆历書书極极楊杨樓楼樣样橋桥檔档權权歐欧歲岁殘残氣气決决沒没減减湯汤溝沟滅灭滿满漢汉潔洁濟济災灾煩烦熱热營营爭争牽牵\
      獨独獲获環环畢毕異异療疗盜盗眾众礙碍穩稳競竞籌筹糧粮終终絕绝維维綜综緒绪練练縮缩繳缴繼继續续罷罢聖圣聞闻聽听肅肃脫脱腦脑臨临興兴舊旧華华葉叶藝艺\
      蘇苏虧亏蟲虫術术衛卫衝冲裝装複复規规覺觉觀观觸触設设評评詢询試试誤误課课論论譯译讀读變变豐丰貧贫貫贯責责貿贸賀贺賦赋賴赖贏赢趕赶躍跃軟软輔辅輕轻\
      輪轮輸输辭辞辯辩邊边鄰邻醫医釋释鑑鉴鑒鉴閒闲隻只雖虽霧雾頓顿顆颗
      """
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    let scalars = Array(pairs.unicodeScalars.filter { $0 != " " && $0 != "\n" })
    for index in stride(from: 0, to: scalars.count - 1, by: 2) { table[scalars[index]] = scalars[index + 1] }
    return table
  }()

  /// The text with every character of the table replaced; the same text where it has none.
  static func text(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0xE0 }), text.unicodeScalars.contains(where: { table[$0] != nil }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { table[$0] ?? $0 }))
  }
}
