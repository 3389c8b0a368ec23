import { secureHeaders } from 'hono/secure-headers';

/** Headers for what a browser may do with our answers: only the console's own scripts, styles and calls, and no framing. */
export const security = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    formAction: ["'none'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  crossOriginResourcePolicy: false,
  xXssProtection: false,
});
