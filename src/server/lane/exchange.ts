import type { ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';

/** What the lane needs to know of a request, whether it came by way of Fastify or by the short way. */
export type Asking = Pick<
  FastifyRequest,
  'id' | 'method' | 'url' | 'headers' | 'body' | 'ip' | 'clientAddress' | 'visit'
>;

/** How the lane answers: the part of Fastify's reply that it uses. */
export interface Answering {
  readonly raw: ServerResponse;
  header(name: string, value: string): unknown;
  headers(values: Readonly<Record<string, string>>): unknown;
  code(status: number): unknown;
  removeHeader(name: string): unknown;
  send(body?: string | Buffer): unknown;
}
