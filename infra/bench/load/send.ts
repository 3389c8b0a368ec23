/** Sends each body once, a few at a time. Throws unless all are answered with 200. */
export async function sendAll(
  url: string,
  headers: Readonly<Record<string, string>>,
  bodies: readonly string[],
): Promise<void> {
  const left = bodies.values();
  const work = async (): Promise<void> => {
    for (const body of left) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      const answer = await response.text();
      if (response.status !== 200) throw new Error(`${url} answers ${response.status}: ${answer}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
}
