/** The name of one shard of an account's catalogue. No account's name has a `+`, so none is another's shard. */
export function shardName(account: string, shard: number, shards: number): string {
  return shards === 1 ? account : `${account}+${shard + 1}-of-${shards}`;
}

/** The account of such a name. */
export function accountOf(name: string): string {
  return name.replace(/\+.*$/, '');
}
