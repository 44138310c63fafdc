/** Finding something in a list by any of its names, forgiving about width, case and spaces. */

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '')

/** All things when nothing was typed. */
export function matching<T>(
  things: readonly T[],
  typed: string,
  names: (thing: T) => readonly string[],
): readonly T[] {
  const wanted = plain(typed)
  return wanted === ''
    ? things
    : things.filter((thing) => names(thing).some((name) => plain(name).includes(wanted)))
}
