/** What a log tells of something that was thrown: its message, and of what is no error nothing. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');
