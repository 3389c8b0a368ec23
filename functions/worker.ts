/** Placeholder until the app stands: lets the tooling be checked. */
export default {
  fetch(): Response {
    return new Response('not built yet', { status: 501 });
  },
};
