/** True where NODE_ENV says that real people use this server, as the image does. */
export function inProduction(): boolean {
  return process.env.NODE_ENV === 'production';
}
