import { bodyTable } from '../../seeds/reference/bodies.ts';

/** A department as the graph tells it. */
export function departmentView(code: string) {
  const body = bodyTable().get(code);
  return { code, name: body?.nameZh ?? code, nameEn: body?.nameEn ?? code };
}
