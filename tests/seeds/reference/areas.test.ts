import { describe, expect, test } from '@jest/globals';
import { areaTable } from '../../../seeds/reference/areas.ts';

const areas = areaTable();

describe('areas', () => {
  test('have the province level, the cities of 广西 and the counties of 贺州', () => {
    expect(areas.all.filter((area) => area.level === 'province')).toHaveLength(34);
    expect(areas.all.filter((area) => area.level === 'prefecture' && area.validTo === null)).toHaveLength(14);
    expect(
      areas.all
        .filter((area) => area.level === 'county' && area.validTo === null)
        .map((area) => `${area.code} ${area.name}`),
    ).toEqual(['451102 八步区', '451103 平桂区', '451121 昭平县', '451122 钟山县', '451123 富川瑶族自治县']);
  });

  test('know codes by name, abolished ones included', () => {
    expect(areas.name('451100')).toBe('贺州市');
    expect(areas.name('451102001')).toBe('八步街道');
    expect(areas.name('452426')).toBe('贺县');
    expect(areas.isKnown('452428')).toBe(true);
    expect(areas.find('452428')).toMatchObject({ name: '富川瑶族自治县', validTo: '2001-12', successor: '451123' });
  });

  test('do not know what is not there', () => {
    expect(areas.isKnown('451120')).toBe(false);
    expect(areas.name('451120')).toBeNull();
    expect(areas.current('451120')).toBeNull();
    expect(areas.within('451120')).toEqual([]);
    expect(areas.contains('451120', '451120')).toBe(false);
  });

  test.each([
    ['452400', '451100'],
    ['452402', '451102'],
    ['452424', '451121'],
    ['452426', '451102'], // by way of 452402, the county-level city of 1997
    ['452427', '451122'],
    ['452428', '451123'],
    ['451102', '451102'],
  ])('%s stands for %s today', (code, today) => {
    expect(areas.current(code)).toBe(today);
  });

  test('of the city are its counties and their townships, without the abolished ones', () => {
    const within = areas.within('451100');
    expect(within).toEqual(expect.arrayContaining(['451101', '451102', '451103', '451121', '451122', '451123']));
    expect(within).toContain('451123200');
    expect(within).not.toContain('451100');
    expect(within.filter((code) => code.startsWith('4524'))).toEqual([]);
    expect(areas.within('450000')).toEqual(expect.arrayContaining([...within, '450100', '451400']));
    expect(areas.within('451102001')).toEqual([]);
  });

  test('of an abolished code begin with the one that took its place', () => {
    expect(areas.within('452426')).toEqual(['451102', ...areas.within('451102')]);
  });

  test('contain each other by the codes of today', () => {
    expect(areas.contains('451100', '451100')).toBe(true);
    expect(areas.contains('451100', '452424')).toBe(true);
    expect(areas.contains('452400', '451103')).toBe(true);
    expect(areas.contains('451102', '451103')).toBe(false);
    expect(areas.contains('451102', '451100')).toBe(false);
    expect(areas.contains('450000', '451122104')).toBe(true);
  });

  test('lie one in the other, and only abolished ones have a successor', () => {
    for (const area of areas.all) {
      expect(area.parent === null).toBe(area.level === 'province');
      if (area.successor === null) continue;
      expect(area.validTo).not.toBeNull();
      expect(areas.find(areas.current(area.code) ?? '')?.validTo).toBeNull();
    }
    for (const area of areas.all.filter((each) => each.level === 'township')) {
      expect(area.parent).toBe(area.code.slice(0, 6));
    }
  });
});
