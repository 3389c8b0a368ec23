/** That something which was bought no longer works, on folded text. */
export const FAULT =
  /stopped working|(?:does ?n'?t|do ?n'?t|won'?t|not) (?:work(?:ing)?(?! (?:with|on|for|in)\b)|turn on|switch on)\b|\bbroke down\b|没(?:有)?声音了?|没反应了?|开不了机|充不[进了]电|不工作了|失灵|不亮了|(?:用|开)不了了|出?故障了|死机/;

/**
 * What shops' policies speak of, in both languages: a question and a passage that name the same topic in other words are about the same.
 * Matched on folded text. Written by hand.
 */
export const SERVICE_TOPICS: readonly (readonly [topic: string, pattern: RegExp])[] = [
  [
    'return',
    /\breturn(?:s|ed|ing|able)?\b|\bsend (?:.{1,20} )?back\b|退货|退换|退回|想退|能退|可以退|给退|退掉|退了吧|帮我退|无理由/,
  ],
  ['refund', /\brefund|money back|退款|退钱|退的钱|钱.{0,8}(?:回来|到账|返还|退回)/],
  ['exchange', /\bexchang|\bswap|换货|更换|退换|[想能以]换|换[个一大小成]/],
  [
    'shipping fee',
    /(?:shipping|delivery|postage).{0,15}(?:fees?|costs?|charges?|free)|free (?:shipping|delivery)|how much .{0,16}(?:shipping|delivery|postage|to ship)|运费|邮费|包邮|快递费/,
  ],
  [
    'delivery time',
    /delivery (?:times?|takes)|how (?:long|soon|fast) .{0,24}(?:deliver|ship|arriv|get here)|when .{0,30}(?:arriv|deliver|ship)|发货|送达|[几多][天久].{0,3}(?:到|发|送)|什么时候(?:到|发|送)/,
  ],
  [
    'abroad',
    /international|abroad|oversea|worldwide|\bother countr|(?:ship|deliver|send) (?:it |them )?to (?!me\b|my\b)|海外|国际|国外|港澳台|香港|澳门|台湾|寄到|发到/,
  ],
  ['carrier', /carrier|courier|快递公司|什么快递|哪家快递|顺丰|中通/],
  ['tracking', /\btrack|物流|单号|到哪/],
  ['warranty', new RegExp(`warrant|guarantee|质保|保修|三包|保内|在保|过保|${FAULT.source}`)],
  ['repair', /\brepair|\bfix(?:ed)?\b|维修|报修|修理|寄修/],
  ['payment', /\bpay(?:ment|ing|pal|s)?\b|credit card|\bvisa\b|支付|付款|微信付|银行卡|货到付款/],
  ['charge', /\bcharged?\b|扣款|扣钱/],
  ['instalments', /instal+ments?|pay later|分期|免息|花呗/],
  ['invoice', /invoice|receipt|\bvat\b|发票|开票|专票|抬头|税号/],
  ['cash on delivery', /cash on delivery|货到付款/],
  ['customs', /\bcustoms\b|import dut|\bduties\b|关税|清关/],
  ['cancel', /\bcancel|取消/],
  ['address', /\baddress|\bi(?:'ve| have)? moved\b|\bnew (?:place|home)\b|地址|搬家/],
  ['password', /password|\bsign ?in\b|\blog ?in\b|密码|登录|登不上/],
  ['discount', /discount|coupon|promo|voucher|优惠|折扣|打折|满减|红包/],
  [
    'hours',
    /(?:opening|business|working|service) hours|when .{0,24}(?:open|reach|available)|几点|上班|工作时间|营业时间|在线时间/,
  ],
  ['customer service', /customer (?:service|support|care)|\bcontact (?:you|us)\b|get in touch|客服|联系(?:你|我)们/],
  ['damaged', /damag|\bbroken?\b|defect|faulty|wrong item|not what .{0,6}order|破损|坏了|碎了|发错|漏发|质量问题/],
  ['gift wrapping', /gift.?wrap|礼品包装|礼盒包装/],
  ['store', /(?:physical|retail|offline) (?:store|shop)|实体店|门店|线下店/],
  ['price match', /price.?match|price (?:protect|adjust)|保价|价保|买贵/],
];

/** The same for what shoppers ask of a product. */
export const PRODUCT_TOPICS: readonly (readonly [topic: string, pattern: RegExp])[] = [
  ['waterproof', /water.?(?:proof|resist|repellent)|swim.?proof|防水|防泼水|ip[x6]\d/],
  ['dishwasher', /dishwasher|洗碗机/],
  ['machine wash', /machine.?wash|机洗/],
  ['care', /\bwash|\bclean(?:s|ed|ing)?\b|清洗|洗涤|怎么洗|保养|可水洗/],
  ['microwave', /microwave|微波/],
  ['wireless', /wireless|bluetooth|无线|蓝牙/],
  ['battery', /batter|续航|电池/],
  ['compatible', /compatib|work(?:s)? with|\bfits?\b|适配|兼容|适用|通用/],
  ['foldable', /foldable|\bfold(?:s|ing)?\b|collaps|折叠/],
  ['nonslip', /non-?(?:slip|skid|tip)|anti-?slip|防滑/],
  ['assembly', /assembl|\binstall|安装|组装/],
];
