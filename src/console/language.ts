/** The languages the console speaks. */
export type Language = 'zh' | 'en';

/** Every sentence of the user interface, both languages side by side. `{…}` are places for values. */
export const words = {
  aisle: { en: 'Aisle', zh: 'Aisle' },
  playground_title: { en: 'Aisle · playground', zh: 'Aisle · 试用台' },
  docs_title: { en: 'Aisle · API reference', zh: 'Aisle · 接口文档' },
  skip: { en: 'Skip to content', zh: '跳到正文' },
  playground: { en: 'Playground', zh: '试用台' },
  docs: { en: 'API reference', zh: '接口文档' },
  pages: { en: 'Pages', zh: '页面' },
  choose_language: { en: 'Language', zh: '语言' },
  key: { en: 'API key', zh: 'API 密钥' },
  key_is_set: { en: 'API key set', zh: '已填密钥' },
  key_note: { en: 'Kept in this tab only, until it is closed.', zh: '只保存在本标签页，关闭即清除。' },
  save: { en: 'Use', zh: '使用' },
  forget: { en: 'Forget', zh: '清除' },
  examples: { en: 'Examples', zh: '示例' },
  example_queries: { en: 'Queries', zh: '查询' },
  example_matches: { en: 'Matches', zh: '匹配' },
  example_products: { en: 'Products', zh: '商品' },
  intent_name: { en: 'Intent', zh: '意图' },
  intent_purpose: { en: 'What does the query want?', zh: '这句话想做什么？' },
  attributes_name: { en: 'Attributes', zh: '属性' },
  attributes_purpose: { en: 'What does the text state, and where?', zh: '文字里写了哪些属性，写在哪里？' },
  match_name: { en: 'Match', zh: '匹配' },
  match_purpose: { en: 'How does each product relate to the query?', zh: '每件商品与查询是什么关系？' },
  query: { en: 'Query', zh: '查询' },
  text: { en: 'Text', zh: '文本' },
  text_note: { en: 'A query, a product title, or a product as JSON', zh: '一条查询、一个商品标题，或 JSON 格式的商品' },
  read_as: { en: 'Read as', zh: '当作' },
  as_query: { en: 'query', zh: '查询' },
  as_product: { en: 'product', zh: '商品' },
  names: { en: 'Only these attributes', zh: '只取这些属性' },
  names_note: { en: 'Optional, any name: Flavor, 材质', zh: '可不填，名称随意：材质, Flavor' },
  products: { en: 'Products, one a line', zh: '商品，每行一件' },
  run_intent: { en: 'Find intent', zh: '识别意图' },
  run_attributes: { en: 'Extract', zh: '提取属性' },
  run_match: { en: 'Judge', zh: '判断关系' },
  working: { en: 'Working…', zh: '计算中…' },
  confidence: { en: 'confidence', zh: '置信度' },
  sub_intent: { en: 'Sub-intent', zh: '子意图' },
  constraints: { en: 'Constraints', zh: '约束条件' },
  no_constraints: { en: 'No constraints stated', zh: '没有约束条件' },
  excluded: { en: 'not', zh: '不要' },
  distribution: { en: 'Distribution', zh: '概率分布' },
  attribute: { en: 'Attribute', zh: '属性' },
  value: { en: 'Value', zh: '取值' },
  not_stated: { en: 'not stated', zh: '未提及' },
  no_attributes: { en: 'The text states no attribute.', zh: '文字里没有写任何属性。' },
  from_image: { en: 'from the image', zh: '来自图片' },
  conflict: { en: 'Contradicts the query:', zh: '与查询矛盾：' },
  relevance: { en: 'relevance', zh: '相关度' },
  relevance_scale: { en: 'Relevance: 0 to 1, comparable across queries', zh: '相关度：0 到 1，不同查询之间可比' },
  path_gpu: { en: 'GPU', zh: 'GPU' },
  path_onnx: { en: 'ONNX', zh: 'ONNX' },
  path_lexical: { en: 'Lexical', zh: '词面规则' },
  served_by: { en: 'Served by', zh: '由谁计算' },
  degraded: { en: 'Degraded', zh: '已降级' },
  no_reason: { en: 'no reason given', zh: '未说明原因' },
  latency: { en: 'Latency', zh: '延迟' },
  measured_here: { en: 'measured here', zh: '浏览器实测' },
  server_timing: { en: 'Server', zh: '服务端' },
  cache: { en: 'Cache', zh: '缓存' },
  cache_hit: { en: 'hit', zh: '命中' },
  cache_stale: { en: 'stale hit', zh: '命中（已过期）' },
  cache_miss: { en: 'miss', zh: '未命中' },
  cache_partial: { en: 'partly', zh: '部分命中' },
  cache_bypass: { en: 'skipped', zh: '已跳过' },
  cache_other: { en: 'other', zh: '其他' },
  cache_none: { en: 'not reported', zh: '未说明' },
  model: { en: 'Model', zh: '模型' },
  units: { en: 'Units', zh: '计费单位' },
  request_id: { en: 'Request', zh: '请求编号' },
  warnings: { en: 'Ignored fields', zh: '被忽略的字段' },
  raw: { en: 'Answer as JSON', zh: 'JSON 原文' },
  copy_curl: { en: 'Copy as curl', zh: '复制 curl' },
  copied: { en: 'Copied', zh: '已复制' },
  copy_by_hand: { en: 'The browser refused; copy it from here', zh: '浏览器不允许，请从这里复制' },
  unreachable: { en: 'The server did not answer.', zh: '服务器没有应答。' },
  invalid_json: { en: 'This is not valid JSON.', zh: '这不是有效的 JSON。' },
  line: { en: 'line {line}', zh: '第 {line} 行' },
  nothing_written: { en: 'Write something first.', zh: '请先输入内容。' },
  one_product: { en: 'One product at a time here; got {count}.', zh: '这里一次只看一件商品，现在有 {count} 件。' },
  key_needed: {
    en: 'This server asks for an API key: enter it at the top of the page.',
    zh: '此服务器需要 API 密钥：请在页面顶部填写。',
  },
  status: { en: 'Status', zh: '状态' },
  // The reference.
  loading: { en: 'Reading /openapi.json…', zh: '正在读取 /openapi.json…' },
  document_failed: { en: 'The API description could not be read.', zh: '无法读取接口描述。' },
  endpoints: { en: 'Endpoints', zh: '接口' },
  other_group: { en: 'Other', zh: '其他' },
  parameters: { en: 'Parameters', zh: '参数' },
  request_body: { en: 'Request body', zh: '请求体' },
  answers: { en: 'Answers', zh: '应答' },
  errors: { en: 'Errors', zh: '错误' },
  required: { en: 'required', zh: '必填' },
  deprecated: { en: 'deprecated', zh: '已弃用' },
  recursive: { en: 'as {name} above', zh: '同上 {name}' },
  one_of: { en: 'one of', zh: '其中之一' },
  example: { en: 'Example', zh: '示例' },
  copy: { en: 'Copy', zh: '复制' },
  try_it: { en: 'Try it', zh: '试一试' },
  send: { en: 'Send', zh: '发送' },
  body: { en: 'Body', zh: '请求体' },
  no_key_needed: { en: 'no key needed', zh: '无需密钥' },
  machine_readable: { en: 'OpenAPI document', zh: 'OpenAPI 文档' },
} as const satisfies Record<string, Record<Language, string>>;

/** The name of a sentence. */
export type Word = keyof typeof words;

/** The sentence in a language, with values put into its places. */
export function say(language: Language, word: Word, values: Record<string, string | number> = {}): string {
  return words[word][language].replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The language to begin with: the remembered one, else the first the browser prefers that we speak, else English. */
export function firstLanguage(remembered: string | null, preferred: readonly string[]): Language {
  if (remembered === 'zh' || remembered === 'en') return remembered;
  for (const tag of preferred) {
    const base = tag.toLowerCase().split('-')[0];
    if (base === 'zh' || base === 'en') return base;
  }
  return 'en';
}
