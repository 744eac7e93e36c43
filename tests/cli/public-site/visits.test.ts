import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { VisitRate } from '../../../cli/public-site/visit-rate.ts';
import { visitorAddress } from '../../../cli/public-site/visitor-address.ts';

describe('the rate of visits', () => {
  test('gives each address its own, and says how long to wait', () => {
    let now = 0;
    const rate = new VisitRate(6, () => now);
    const many = (address: string) => Array.from({ length: 8 }, () => rate.secondsToWait(address));
    expect(many('a')).toEqual([0, 0, 0, 0, 0, 0, 10, 10]);
    expect(rate.secondsToWait('b')).toBe(0);
    now = 9_000;
    expect(rate.secondsToWait('a')).toBe(1);
    now = 10_001;
    expect([rate.secondsToWait('a'), rate.secondsToWait('a')]).toEqual([0, 10]);
    now = 3_600_000;
    expect(many('a').filter((seconds) => seconds === 0)).toHaveLength(6);
  });
});

describe('the address of a visitor', () => {
  test('is that of the connection, whatever headers say, where no proxy is named', () => {
    expect(visitorAddress(message('192.0.2.1', '203.0.113.9'), 0)).toBe('192.0.2.1');
  });

  test('is what the own proxies say, and not what the visitor wrote in front of it', () => {
    expect(visitorAddress(message('10.0.0.1', '6.6.6.6, 203.0.113.9'), 1)).toBe('203.0.113.9');
    expect(visitorAddress(message('10.0.0.1', '6.6.6.6, 203.0.113.9, 10.0.0.2'), 2)).toBe('203.0.113.9');
  });

  test.each([undefined, '', 'unknown', 'a, b'])('is that of the connection where a proxy says %j', (forwarded) => {
    expect(visitorAddress(message('10.0.0.1', forwarded), 1)).toBe('10.0.0.1');
  });

  test('is the network of an IPv6 address, and an IPv4 address in either form', () => {
    expect(visitorAddress(message('2001:db8:0:1:aaaa::1'), 0)).toBe('2001:db8:0:1');
    expect(visitorAddress(message('2001:0db8::7'), 0)).toBe('2001:db8:0:0');
    expect(visitorAddress(message('::1'), 0)).toBe('0:0:0:0');
    expect(visitorAddress(message('::ffff:192.0.2.1'), 0)).toBe('192.0.2.1');
  });
});

function message(remoteAddress: string, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return { headers, socket: { remoteAddress } } as unknown as IncomingMessage; // what is read of one
}
