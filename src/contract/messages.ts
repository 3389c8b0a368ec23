/** Loaded for its effect: a fault that a schema has no words for is told in English. `zod/mini` itself brings no words. */
import * as z from 'zod/mini';
// The index of all languages is 300 kB, and this one file is on the Worker's way.
import english from 'zod/v4/locales/en.js';

z.config(english());
