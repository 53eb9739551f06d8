import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** A TCP port on the local machine that nothing listens on. */
export async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (
    server.address()
  );
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * @param {string} url
 * @returns {Promise<boolean>} true if something listens where the URL points
 */
export async function isInUse(url) {
  const { hostname, port, protocol } = new URL(url);
  const socket = connect({
    host: hostname,
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
  });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
