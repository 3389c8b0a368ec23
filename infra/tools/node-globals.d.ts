/**
 * Web types that Node has at run time but whose names its type package does not make global: declared here, so that code for both
 * hosts can say them.
 */
import type { webcrypto } from 'node:crypto';

declare global {
  type CryptoKey = webcrypto.CryptoKey;
  type BufferSource = webcrypto.BufferSource;
  type HeadersInit = NonNullable<RequestInit['headers']>;
  type BodyInit = NonNullable<RequestInit['body']>;
  namespace WebAssembly {
    interface Module {
      readonly [Symbol.toStringTag]: 'WebAssembly.Module';
    }
    const Module: new (bytes: BufferSource) => Module;
    class Memory {
      readonly buffer: ArrayBuffer;
      grow(pages: number): number;
    }
    class Instance {
      constructor(module: Module);
      readonly exports: Record<string, unknown>;
    }
  }
}
