import { isEntityId } from './entity-ref.js';

describe('an entry in a list of seeds', () => {
  it('is an entity when it is a global id', () => {
    expect(isEntityId(btoa('Entity:1F981'))).toBe(true);
  });

  it('is a name otherwise, even when it looks like base 64', () => {
    for (const name of ['lion', 'Entity', 'sea lion', '火', 'RW50', btoa('Expansion:1'), '']) expect(isEntityId(name)).toBe(false);
  });
});
