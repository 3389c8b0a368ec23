import type { Config } from '../../src/platform/config.ts';

/** The settings' descriptions for README.zh.md. A setting without one does not compile. */
export const IN_CHINESE: Readonly<Record<keyof Config, string>> = {
  API_KEYS: '调用方可用的密钥，逗号分隔：`key`、`name=key` 或 `name=sha256:HEX`。',
  CORS_ORIGINS: '允许浏览器跨域调用的来源，逗号分隔。不设即关闭。',
  MODEL_ENCODER_URL: '编码器（意图、向量）的端点，好的在前，逗号分隔。',
  MODEL_MATCH_URL: '匹配模型的端点。',
  MODEL_TAGGER_URL: '标注器（属性）的端点。',
  MODEL_ENCODER_PROTOCOL: '编码器端点的协议：`tei` 或 `huggingface`（托管端点）。',
  MODEL_TAGGER_PROTOCOL: '标注器端点的协议：`tei` 或 `huggingface`。',
  MODEL_TOKEN: '上述端点的 Bearer 令牌。',
  MODEL_SCORER_URL: 'scorer（`npm run scorer`）的地址：上述端点的下一级。',
  SCORER_TOKEN: 'scorer 的 Bearer 令牌。',
  HOST: '监听地址。非本机回环地址时必须设 `API_KEYS`。',
  PORT: '监听端口；0 表示任选空闲端口。',
  DATA_DIR: '落盘数据的目录。',
  CATALOG_SHARDS: '每个商品目录分成几个数据库；一个约容 200,000 件商品。改动后目录从空开始。',
  BEHAVIOUR_SHARDS: '每个账户的顾客资料分成几个数据库；一个每秒约可处理 500 个事件。改动后顾客资料从空开始。',
  SAMPLE: '目录写入任何内容之前，是否展示自带的示例商品。',
  MODEL_PACK: '模型包目录；不设则用自带的。',
  MODEL_LOCAL: '是否在本进程内运行模型包。',
  MODEL_THREADS: '模型包的线程数；0 表示每核一个。',
  LOG_LEVEL: '记录什么，JSON 行；`info` 时记录每个请求。',
};
