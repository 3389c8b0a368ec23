import type { ErrorCode } from '../core/error.ts';
import type { Problem } from './answers.ts';
import type { Language } from './language.ts';

/** The titles of problems in Chinese; in English the API tells them itself. */
const titles: Readonly<Record<ErrorCode, string>> = {
  malformed_json: '请求体不是有效的 JSON',
  malformed_form: '请求体不是有效的 multipart/form-data',
  invalid_header: '请求头无效',
  unauthorized: '需要有效的 API 密钥',
  forbidden: '此调用方无权访问',
  not_found: '此地址没有内容',
  method_not_allowed: '此地址不支持该方法',
  idempotency_running: '相同的写入仍在进行',
  payload_too_large: '请求体超过大小上限',
  unsupported_media_type: '不支持该媒体类型',
  cursor_mismatch: '游标属于另一个请求',
  validation_failed: '请求无效',
  idempotency_mismatch: '此 Idempotency-Key 已用于另一个请求',
  overloaded: '当前负载过高，暂时无法处理',
  storage_full: '存储空间已满',
  storage_unavailable: '存储暂时不可用',
  not_implemented: '此服务器未配置该功能',
  internal: '服务器出现错误',
  model_unavailable: '暂时没有可用的模型',
  deadline_exceeded: '未能在时限内得出结果',
  upstream_unavailable: '模型服务不可用',
  upstream_overloaded: '模型服务负载过高',
  upstream_timeout: '模型服务响应过慢',
  upstream_rejected: '模型服务拒绝了请求',
  upstream_unauthorized: '模型服务拒绝了我们的凭据',
  upstream_invalid: '模型服务的应答无法使用',
};

/** What is wrong, in a language; as the answer says it where that is no problem of ours, such as a proxy's. */
export function problemTitle(language: Language, { code, title }: Problem): string {
  return language === 'zh' && code !== null && Object.hasOwn(titles, code) ? titles[code as ErrorCode] : title;
}
