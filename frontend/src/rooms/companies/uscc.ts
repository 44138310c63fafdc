/** Unified social credit codes as they are typed: folded in form, never in meaning. */

/**
 * Half width, upper case, no spaces. O stays O and I stays I: whether they are digits is the
 * clerk's to say.
 */
export function typedCode(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
}

/** The proposal in pieces, those that differ from what was typed marked. */
export function differences(
  typed: string,
  proposal: string,
): readonly { text: string; differs: boolean }[] {
  const pieces: { text: string; differs: boolean }[] = []
  for (const [place, text] of [...proposal].entries()) {
    const differs = typed[place] !== text
    const last = pieces[pieces.length - 1]
    if (last !== undefined && last.differs === differs) last.text += text
    else pieces.push({ text, differs })
  }
  return pieces
}
