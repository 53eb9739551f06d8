import { NotAllowedError } from '@backstage/errors';
import { BlockList, isIP } from 'node:net';

/** Addresses of this machine and of its link, which answer to nobody else. */
const localAddresses = new BlockList();
localAddresses.addSubnet('0.0.0.0', 8);
localAddresses.addSubnet('127.0.0.0', 8);
localAddresses.addSubnet('169.254.0.0', 16);
localAddresses.addAddress('::', 'ipv6');
localAddresses.addAddress('::1', 'ipv6');
localAddresses.addSubnet('fe80::', 10, 'ipv6');
// The same, as a gateway between IPv6 and IPv4 writes them
localAddresses.addSubnet('64:ff9b::7f00:0', 104, 'ipv6');
localAddresses.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');
// Where clouds give secrets to machines besides 169.254.169.254
localAddresses.addAddress('fd00:ec2::254', 'ipv6');
localAddresses.addAddress('100.100.100.200');

/**
 * Which hosts sources may ask: those that the admin named, in the URL of a source or
 * in `kpiTree.http.allow`.
 */
export class HostRules {
  /** @param allow - as in `kpiTree.http.allow` */
  constructor(private readonly allow: readonly string[]) {}

  /**
   * Holds a URL against the rules, before anything is sent to it.
   *
   * @param configured - the URL that the admin gave the source
   * @throws `NotAllowedError` that names the host and the setting
   */
  check(url: URL, configured: URL): void {
    if (!['http:', 'https:'].includes(url.protocol)) {
      throw new NotAllowedError(
        `${url.protocol}//${url.host} is not asked: use http or https`,
      );
    }
    if (configured.protocol === 'https:' && url.protocol === 'http:') {
      throw new NotAllowedError(
        `${url.host} is not asked without TLS, as ${configured.host} is configured with it`,
      );
    }
    if (url.host !== configured.host && !this.isAllowed(url)) {
      throw new NotAllowedError(
        `${url.host} is not asked: add it to kpiTree.http.allow if it may be`,
      );
    }
    const name = bareHost(url);
    if ((isLocalName(name) || isLocal(name)) && !this.isNamed(url)) {
      throw localError(url.host);
    }
  }

  /**
   * Holds an address to which a name was resolved against the rules.
   *
   * @throws `NotAllowedError`
   */
  checkAddress(host: string, port: string, address: string): void {
    if (
      isLocal(address) &&
      !this.allow.includes(host) &&
      !this.allow.includes(`${host}:${port}`)
    ) {
      throw localError(host);
    }
  }

  private isAllowed(url: URL): boolean {
    return (
      this.isNamed(url) ||
      this.allow.some(
        entry =>
          entry.startsWith('*.') && url.hostname.endsWith(entry.slice(1)),
      )
    );
  }

  /** Whether it is named itself, with its port or for all ports. */
  private isNamed(url: URL): boolean {
    return this.allow.includes(url.hostname) || this.allow.includes(url.host);
  }
}

/** The host of a URL, an IPv6 address without its brackets. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function isLocalName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost');
}

function isLocal(address: string): boolean {
  const family = isIP(address);
  return (
    family !== 0 &&
    localAddresses.check(address, family === 6 ? 'ipv6' : 'ipv4')
  );
}

function localError(host: string): NotAllowedError {
  return new NotAllowedError(
    `${host} is an address of the backend's own machine or link, which is not asked: name it in kpiTree.http.allow if it may be`,
  );
}
