import { openDatabase } from './open-database.js';

describe('openDatabase in memory', () => {
  it('gives a migrated database', async () => {
    for (let i = 0; i < 3; i++) {
      const t = Date.now();
      const database = await openDatabase({ memory: true });
      console.log(Date.now() - t);
      try {
        await database.prisma.knowledgeBase.create({ data: { slug: 'a', name: 'A' } });
        expect(await database.prisma.knowledgeBase.count()).toBe(1);
      } finally {
        await database.close();
      }
    }
  });
});
