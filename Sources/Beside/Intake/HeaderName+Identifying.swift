import Tables

/// Which columns say who somebody is or how he is reached. What is not told by one of these words is kept with a case in clear text, so rather one
/// column too many is left out, and named, than one too few.
extension HeaderName {
  /// Whether values under this header identify a person: such a column is never read unless it is a field that is hashed.
  package static func isIdentifying(_ text: String) -> Bool {
    let folded = HeaderName(text).folded
    if chinese.contains(where: { folded.contains($0) }) || english.contains(where: { folded.contains($0) }) { return true }
    // 客户1 and `customer_2` are further columns of the same.
    let name = String(folded.reversed().drop { $0.isNumber }.reversed())
    if wholeNames.contains(name) || folded.allSatisfy({ !$0.isASCII }) && isPerson(name) { return true }
    if people.contains(where: { name.contains($0) }), !isAbout(name) { return true }
    let words = words(of: text)
    if words.contains(where: { englishWords.contains($0) }) { return true }
    guard let last = words.last, !abouts.contains(last) else { return false }
    return words.contains { englishPeople.contains($0) } || isNumbered(words)
  }

  /// Whose contact a column is: that of relatives, colleagues and employers is never read, not even hashed.
  package static func isOtherPerson(_ text: String) -> Bool {
    let folded = HeaderName(text).folded
    if otherPeople.contains(where: { folded.contains($0) }) { return true }
    let words = words(of: text)
    // `reference_no` is a number of the file, `preference` no reference at all.
    return words.contains { $0 == "reference" || $0 == "references" || $0 == "referee" } && !words.contains { numbers.contains($0) }
  }

  /// Signs of identity wherever they stand in a Chinese header.
  private static let chinese = [
    "姓名", "名字", "姓氏", "昵称", "网名", "曾用名", "别名", "称呼", "英文名", "拼音名", "户名", "戶名", "联系方式", "聯繫方式", "联系电话", "手机", "手機", "电话", "電話", "座机", "固话",
    "固定号", "宅电",
    "小灵通", "传真", "被叫", "主叫", "拨打号", "拨出号", "拨号", "呼叫号", "呼入号", "呼出号", "来电号", "去电号", "电联号", "外呼号", "备用号", "备用联系", "地址", "住址", "居住地", "现居",
    "家庭", "住所", "门牌",
    "小区", "楼栋", "寄送", "邮寄", "寄件", "收件", "收货", "邮编", "邮政编码", "邮箱", "郵箱", "邮件", "证件", "證件", "身份证", "身份證", "身分证", "字号", "健保", "居留证", "统编",
    "统一编号", "行动电话", "市话", "身份号", "护照", "通行证", "驾驶证", "驾照",
    "行驶证", "军官证", "居住证", "户口",
    "户籍", "戶籍", "籍贯", "籍貫", "出生", "生日", "老家", "故乡", "社保", "社会保障", "医保", "公积金", "税号", "纳税人", "信用代码", "营业执照", "房产证", "车牌", "車牌", "车架", "发动机号",
    "卡号", "卡號", "银行卡", "信用卡号",
    "尾号", "后四位", "账号", "帐号", "賬號", "帳號", "账户号", "帐户号", "银行账户", "银行帐户", "收款账户", "还款账户", "扣款账户", "支付宝", "微信", "微博", "抖音", "快手", "陌陌", "旺旺",
    "淘宝", "钉钉", "qq", "社交账", "设备号", "设备指纹", "经纬度", "经度", "纬度",
    "定位", "指纹", "人脸", "头像", "照片", "联系人", "聯繫人", "联络人", "聯絡人", "配偶", "亲属", "親屬", "亲戚", "亲友", "亲人", "直系", "丈夫", "妻子", "子女", "父母", "兄弟", "姐妹",
    "朋友", "同学", "同事", "邻居", "紧急",
    "監護人", "监护人", "推荐人", "推薦人", "介绍人", "经办人", "单位", "單位", "公司名", "公司全称", "雇主", "学校", "院校", "法人", "法定代表",
  ]
  /// People whom a header may name by himself, 借款人, or by what is known of him, 借款人姓名; 借款人类型 is about him and tells nobody.
  private static let people = [
    "借款人", "债务人", "債務人", "持卡人", "共借人", "共同借款", "担保人", "擔保人", "保证人", "保證人", "抵押人", "申请人", "投保人", "被保人", "被保险人", "受益人", "承租人", "车主", "当事人",
    "被告", "本人", "客户名", "客戶名",
    "用户名", "会员名", "机主",
  ]
  /// Headers that are a name and nothing else; 客户类型 and 客户编号 are not.
  private static let wholeNames: Set<String> = [
    "客户", "客戶", "用户", "会员", "姓", "名", "号码", "號碼", "号", "人名", "公司", "企业", "账户", "帐户", "賬戶", "卡", "phone", "number", "customer", "customers",
    "account",
    "acct", "card", "company", "src", "dst", "home", "work", "person", "user", "member", "lineid", "ip", "mac", "taxid", "nationalid",
    "citizenid", "voterid",
    "personalid", "socialsecurity",
  ]
  /// Ends of headers that say something about people, and not who they are.
  private static let aboutPeople = [
    "类型", "類型", "类别", "類別", "分类", "种类", "等级", "等級", "级别", "评级", "评分", "分数", "状态", "狀態", "性质", "数", "数量", "次数", "金额", "比例", "日期", "天数",
    "年限", "标志", "标识", "来源", "渠道",
    "结果", "性别", "年龄", "意愿", "画像",
  ]

  private static func isAbout(_ name: String) -> Bool {
    name.contains("是否") || name.hasPrefix("有无") || name.hasSuffix("否") || aboutPeople.contains { name.hasSuffix($0) }
  }

  /// 电联号, 呼叫号码: numbers that are neither a case's nor a file's.
  private static func isPerson(_ name: String) -> Bool {
    guard name.hasSuffix("号码") || name.hasSuffix("號碼") else { return false }
    return !["案", "档", "批", "合同", "借据", "流水", "订单", "保单", "编", "序", "贷款", "凭证", "工单", "委托", "申请", "手别", "业务", "产品"].contains {
      name.contains($0)
    }
  }

  /// Signs of identity wherever they stand in an English header.
  private static let english = [
    "phone", "mobile", "email", "address", "passport", "identno", "certid", "idcard", "cardno", "cardnum", "accountno", "accountnum",
    "acctno", "acctnum",
    "birth", "wechat", "weixin", "alipay", "employer", "whatsapp", "telegram", "facebook", "instagram", "linkedin", "landline", "msisdn",
    "nickname",
    "licenseplate", "licenceplate", "plateno", "platenum", "driverlic", "driverslic", "drivinglic", "coborrower", "cosigner", "cosignor",
    "nextofkin", "callednum", "callingnum", "dialednum", "diallednum",
    "socialsec", "taxid", "taxno", "taxpayer", "nationalid", "hometown", "geoloc", "latitude", "longitude", "deviceid",
  ]
  private static let englishWords: Set<String> = [
    "name", "names", "firstname", "lastname", "middlename", "fullname", "username", "alias", "maiden", "tel", "telno", "telephone", "cell",
    "cellular", "fax",
    "addr", "mail", "ssn", "sin", "tin", "itin", "nin", "nric", "cpf", "curp", "aadhaar", "iban", "bban", "pan", "vin", "imei", "imsi",
    "contact", "contacts",
    "dob", "street", "zip", "zipcode", "postcode", "postal", "surname", "forename", "clid", "callerid", "caller", "callee", "ani", "dnis",
    "dialed",
    "dialled", "spouse", "skype", "viber", "twitter", "kin", "relative", "relatives", "sibling", "parent", "parents", "father", "mother",
    "brother",
    "sister", "wife", "husband", "son", "daughter", "friend", "friends", "neighbour", "neighbor", "colleague", "coworker", "roommate",
    "landlord",
    "fingerprint", "photo", "portrait", "signature", "school", "university",
  ]
  /// People whom a header may name; `borrower_type` is about him and tells nobody.
  private static let englishPeople: Set<String> = [
    "borrower", "borrowers", "debtor", "debtors", "cardholder", "accountholder", "guarantor", "guarantors", "surety", "applicant",
    "beneficiary", "obligor",
    "mortgagor", "payer", "payor", "payee", "consignee", "recipient", "insured", "policyholder", "plaintiff", "defendant",
  ]
  /// Last words of headers that say something about people, accounts and cards, and not which they are.
  private static let abouts: Set<String> = [
    "type", "types", "status", "state", "class", "category", "kind", "count", "level", "grade", "score", "rating", "segment", "flag",
    "tier", "rank",
    "amount", "balance", "group", "source", "reason", "date", "on", "at", "days", "age", "gender", "sex", "limit", "rate", "ratio", "total",
    "since", "open",
    "opened", "closed", "channel", "language", "share", "months", "years", "calls",
  ]
  private static let numbers: Set<String> = ["no", "number", "num", "nr", "nbr", "id", "digits"]
  /// Things whose number finds a person.
  private static let numbered: Set<String> = [
    "account", "acct", "card", "called", "calling", "dial", "dialing", "dialling", "destination", "home", "work", "office", "alternate",
    "alternative", "alt", "backup", "other", "secondary", "license", "licence", "plate", "driver", "tax", "insurance", "security",
    "identity",
    "document", "certificate", "vehicle", "national", "citizen", "voter", "resident", "user", "member",
  ]

  /// `account no`, `called_number`, `card last4`; not `account_status`.
  private static func isNumbered(_ words: [String]) -> Bool {
    words.contains { numbered.contains($0) } && (words.contains { numbers.contains($0) } || words.last == "last")
  }

  private static let otherPeople = [
    "联系人", "亲属", "配偶", "单位", "公司", "家庭", "紧急", "父", "母", "同事", "relative", "spouse", "colleague", "employer", "emergency",
  ]
}
