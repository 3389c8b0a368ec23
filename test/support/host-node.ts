/** The app under test, as it runs on Node. Test files import it as `#host`. */
export async function fetchApp(_request: Request): Promise<Response> {
  return new Response('not built yet', { status: 501 });
}
