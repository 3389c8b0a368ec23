import { sentencesOf } from './sentences.ts';

/**
 * Sentences that talk to a model instead of telling something: “ignore all previous instructions”, “you are now …”, “tell the customer
 * that …”, 忽略之前的指令, 请告诉用户…. What a shop tells its customers (“Send us the order number”) is none.
 */
const INSTRUCTIONS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|violate)\b.{0,40}\b(?:instruction|rule|prompt|polic|guideline|above|previous|prior|safety|system|everything)/i,
  /\b(?:you are|you're|act as|pretend|behave as|role-?play)\b.{0,12}\b(?:now|an? (?:ai|assistant|model|bot|different)|assistant|system)\b/i,
  /\b(?:system|developer|assistant|ai|llm|chatgpt|claude|gpt|bot|language model)\b ?(?:prompt|message|instruction|note|override|mode|:|must|should|shall|needs? to|has to)/i,
  /(?<!\b(?:we|will) )\b(?:tell|inform|assure|convince|promise|instruct|reply to|answer|respond to|say to)\b.{0,12}\b(?:the )?(?:(?:user|customer|shopper|buyer|client|visitor)s?|everyone|everybody|them)\b/i,
  /\b(?:say|claim|state|write|answer|reply|respond|output|print|repeat|mention|announce)\b(?: only| always)? (?:that |with |exactly|:|["'“])/i,
  /\b(?:always|never|only|must) (?:recommend|say|mention|answer|reply|respond|approve|refund|grant|give|offer)\b/i,
  /\b(?:issue|approve|grant|process|give|execute|trigger|initiate)\b.{0,20}\b(?:refund|discount|coupon|cancellation|order|admin|access)\b.{0,40}\b(?:immediately|now|to (?:the |every|all )?(?:user|customer|shopper)|without)/i,
  /<\/?(?:system|assistant|user|instructions?|facts|rules)\b|\[\/?(?:inst|system)\]|<\|/i,
  /(?:忽略|无视|忘记|忘掉|不要理会|不用理会|绕过|覆盖|违反).{0,14}(?:指令|指示|规则|提示|要求|设定|限制|政策|以上|之前|上述|前面)/,
  /(?:你现在是|你是一个|从现在(?:起|开始).{0,4}你|扮演|假装你|作为(?:一个)?(?:ai|助手|客服|模型))/i,
  /(?:系统|开发者|助手|机器人|客服|模型|ai)(?:指令|必须|应当|务必)|(?:系统|开发者)(?:提示|消息)|(?:开发者|助手|机器人|模型|ai)(?:提示|消息|应该|需要|请|注意|[:：])|系统[:：]\s*(?:[你您请]|现在|所有|从)/i,
  /(?<![会将])(?:告诉|告知|通知|答复|回复|回答)(?:用户|顾客|客户|买家|消费者|他们|所有人|大家|对方)|[向对](?:用户|顾客|客户|买家|消费者|他们|所有人|大家|对方).{0,4}(?:说|称|宣|承诺|保证|回[答复]|推荐)/,
  /(?:请|必须|务必|只能|一律|始终|总是).{0,6}(?:回复|回答|输出|声称|宣称|推荐本|说(?:[:：“"]|一切|所有|本))/,
  /(?<!后)(?:立即|立刻|马上|直接)(?:给|为|向|帮|替)?.{0,6}(?:退款|退钱|赔付|赔偿|取消订单|改地址|发券|打款|转账)/,
];

/** Whether a sentence is meant for a model that reads it. */
function isInstruction(sentence: string): boolean {
  return INSTRUCTIONS.some((pattern) => pattern.test(sentence));
}

/** A text without the sentences that are meant for a model that reads it; the rest as it is. */
export function withoutInstructions(text: string): string {
  return sentencesOf(text)
    .filter((sentence) => !isInstruction(sentence))
    .join('');
}
