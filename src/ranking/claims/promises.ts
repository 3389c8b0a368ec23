const DOING =
  'cancel|refund|ship|send|sent|dispatch|process|arrang|chang|updat|notif|contact|escalat|transfer|forward|reset|schedul|initiat|start|issu|creat|submit|book|reserv|appl(?:y|ied)|plac|order|add|remov|charg|credit|compensat|replac|exchang|open|clos|fil|rais|request|approv|grant|register|email|call|hold|held|set|made|mak|track';

/** That something was done, is being done or will be done for the shopper, by whoever speaks or by no one in particular. */
const PROMISES: readonly RegExp[] = [
  new RegExp(
    `\\b(?:i|we)(?:'ve| have|'ll| will|'m| am|'re| are| just| already|'d| can now| shall)(?: (?:now|just|already|also|gladly|happily|immediately|going to|be|been|gone ahead and|to)){0,3} (?:${DOING})`,
    'i',
  ),
  new RegExp(`\\b(?:i|we) (?:just |already |also )?(?:${DOING})(?:e?d|sent|made|put)\\b`, 'i'),
  new RegExp(
    `\\byour (?:order|refund|return|request|address|account|password|parcel|package|item|payment|invoice|exchange|subscription)s? (?:has|have|is|are|was|were|will)(?: (?:now|just|already|being|be|been|also|successfully)){0,3} (?:${DOING}|on its way|confirmed|complete|done)`,
    'i',
  ),
  /\b(?:let me|allow me to|i'm going to|i am going to) (?!know|help|see|explain|show|suggest|recommend|compare|check)[a-z]+ (?:your|the|this|that|it|a|you)\b/i,
  /\b(?:consider it done|all set|done!|it's done|has been taken care of)/i,
  /(?:已|已经|正在|马上|立刻|立即|这就|稍后|现在就?|即将)(?:经|会|将)?(?:为|帮|给|替|向)(?:您|你)/,
  /(?:我|我们|本店|客服|系统)(?:已|已经|会|将|将会|正在|马上|立刻|立即|这就|来|现在)(?:经)?(?:为|帮|给|替)?(?:您|你)?(?:把|将)?.{0,8}(?:退款|取消|退货|换货|发货|下单|修改|更改|提交|安排|转接|申请|赔|补发|处理|办理|预约|开票|开具|退回|寄出|寄送|登记|升级|反馈|通知|联系|备注|锁定|预留|加入)/,
  /(?:为|帮|给|替)(?:您|你)(?:把|将)?.{0,8}(?:退款|取消|退货|换货|发货|下单|修改|更改|提交|安排|转接|申请|赔付|补发|处理|办理|预约|开票|寄出)(?:了|好了|完成|成功)?(?![吗么？?])/,
  /(?:您|你)的(?:订单|退款|退货|申请|地址|密码|包裹|请求|发票)(?:已|已经|将|会|正在|马上).{0,6}(?:取消|退|处理|提交|修改|更改|更新|重置|通过|受理|完成|发出|寄出|批准)/,
  /(?:退款|取消|退货|换货|修改|提交|申请|下单|补发)(?:已|已经)?(?:成功|完成|办好|搞定)/,
];

/** Whether a sentence says that something was done or will be done: nothing is, but what the shop's own system does. */
export function promisesAction(folded: string): boolean {
  return PROMISES.some((pattern) => pattern.test(folded));
}

/** What only the shop's own system completes, where a clause says of an order, or of nothing in particular, that it is done; not what may or must be. */
const COMPLETED: readonly RegExp[] = [
  /\b(?:it|(?:the|this|that) (?:order|refund|return|request|address|account|password|price|amount|payment|invoice|exchange)|order \S+) (?:has|have|was|were|is now|is(?= [a-z]+[.!]*$)) (?:(?:now|just|already|also|been|successfully|fully) ){0,3}(cancel|refund|reimburs|process|chang|updat|escalat|reset|issu|submit|replac|exchang|accept|approv|grant|credit|compensat)/,
  /(?<!(?:如果?|若|一旦|只要|当|待)[^，。；,;]{0,12})(?:已经?|刚刚?)(?:被|成功|全部|全额)?(取消|退款|退回|提交|受理|修改|更改|处理|办理|补发|换货|赔付|审核|批准|通过|登记|开具)[^，。；！？,;!?的时后前]{0,6}(?=$|[，。；！,;!])/,
  /(?<!(?:如果?|若|一旦|只要|当|待)[^，。；,;]{0,12})(取消|退款|退回|提交|受理|修改|更改|办理|补发|换货|赔付|批准|登记)(?:好|成功)?了(?=$|[。！!])/,
];

/** The beginning of the word for what a folded sentence says was done to an order, unless as a condition; `null` if nothing. */
export function completedAction(folded: string): string | null {
  for (const pattern of COMPLETED) {
    const match = pattern.exec(folded);
    if (match !== null) return match[1] ?? null;
  }
  return null;
}
