/** The program behind an HTTP request, as much of it as sessions need. Operations over WebSockets have none. */
export interface Visit {
  /** What it says it is. */
  userAgent: string | null;
  /** Has the answer give the session's secret to its cookie jar, or with null take it out of there. */
  keepSession(secret: string | null): void;
}
