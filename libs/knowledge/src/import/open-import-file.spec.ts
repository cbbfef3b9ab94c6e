import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { collect } from '../testing/fixtures.js';
import { openImportFile } from './open-import-file.js';

describe('openImportFile', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'import-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads a file by its name and content and hashes it', async () => {
    const text = 'name;class\nlion;cat\n';
    await writeFile(path.join(folder, 'zoo.csv'), text);
    const file = await openImportFile(path.join(folder, 'zoo.csv'));
    expect(file).toMatchObject({ format: 'csv', fileName: 'zoo.csv', fileSha256: createHash('sha256').update(text).digest('hex') });
    expect(await collect(file.rows)).toMatchObject([{ name: 'lion', attributes: { class: 'cat' } }]);
  });

  it('reads the OpenMoji package by its folder or by its catalogue', async () => {
    const packageFolder = path.dirname(createRequire(import.meta.url).resolve('openmoji/package.json'));
    const byFolder = await openImportFile(packageFolder);
    const byFile = await openImportFile(path.join(packageFolder, 'data', 'openmoji.json'));
    expect(byFolder).toMatchObject({ format: 'openmoji', fileSha256: byFile.fileSha256 });
    for await (const row of byFile.rows) {
      expect(row).toMatchObject({ kind: 'row', name: 'grinning face' });
      break;
    }
  });

  it('says that there is no such file, and that a folder is not the package', async () => {
    await expect(openImportFile(path.join(folder, 'none.csv'))).rejects.toThrow('there is none of this name');
    await expect(openImportFile(folder)).rejects.toMatchObject({ code: 'INVALID_INPUT', field: 'folder' });
  });
});
