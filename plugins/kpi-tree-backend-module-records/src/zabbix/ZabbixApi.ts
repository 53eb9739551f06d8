import { InputError } from '@backstage/errors';
import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { valueAt } from '../rows/flatten';
import { ZabbixConfig } from './config';

const BEARER = /^Bearer +(\S+)$/i;

/**
 * Asks the JSON-RPC API of a Zabbix
 * (https://www.zabbix.com/documentation/6.0/en/manual/api).
 */
export class ZabbixApi {
  private readonly configured: URL;
  private token?: string;

  constructor(
    private readonly config: ZabbixConfig,
    private readonly http: SourceHttp,
    private readonly signal: AbortSignal,
  ) {
    this.configured = new URL(config.url);
  }

  /** Finds out how this Zabbix takes a token: before 6.4 in the body only. */
  async signIn(): Promise<void> {
    const version = await this.call('apiinfo.version', {});
    const [major, minor] = String(version).split('.').map(Number);
    if (major < 6 || (major === 6 && minor < 4)) {
      const header = Object.entries(this.config.headers).find(
        ([name]) => name.toLocaleLowerCase('en-US') === 'authorization',
      );
      this.token = BEARER.exec(header?.[1] ?? '')?.[1];
    }
  }

  /**
   * @returns what is at `result` of its answer
   * @throws `InputError` if Zabbix refuses; see {@link SourceHttp}
   */
  async call(method: string, params: object): Promise<unknown> {
    const url = new URL(this.configured);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/api_jsonrpc.php`;
    const { authorization, ...headers } = Object.fromEntries(
      Object.entries(this.config.headers).map(([name, value]) => [
        name.toLocaleLowerCase('en-US'),
        value,
      ]),
    );
    const isOpen = method === 'apiinfo.version';
    const response = await this.http.request({
      url,
      configured: this.configured,
      signal: this.signal,
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json-rpc',
        // That one refuses whoever signs in
        ...(authorization && !isOpen && { authorization }),
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method,
        params,
        ...(this.token && { auth: this.token }),
      }),
    });
    const answer = response.json();
    const error = valueAt(answer, 'error');
    const result = valueAt(answer, 'result');
    if (error !== undefined || result === undefined) {
      const said = [valueAt(error, 'message'), valueAt(error, 'data')]
        .filter(Boolean)
        .join(' ');
      throw new InputError(
        `${url.host} refuses ${method}: ${
          said || 'it has no result'
        } (check the url, the token in headers, and the role of its user)`,
      );
    }
    return result;
  }

  /** The same of a list. */
  async list<T>(method: string, params: object): Promise<T[]> {
    const result = await this.call(method, params);
    if (!Array.isArray(result)) {
      throw new InputError(
        `${this.configured.host} answers ${method} without a list`,
      );
    }
    return result;
  }
}
