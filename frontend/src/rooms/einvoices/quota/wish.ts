/** An application for another quota as it is filled in, and as it is sent. */
import { newId } from '@/net/ids'
import type { TextKey } from '@/text'
import { fenOf, yuanOf } from '../amounts'
import type { AdjustmentBody, Quota } from '../types'

export interface Wish {
  id: string
  wanted: string
  lasting: AdjustmentBody['lasting']
  reason: string
  evidence: string[]
}
export type WishField = 'wanted' | 'reason' | 'evidence'

const LEAST_REASON = 2
export const MOST_REASON = 500
export const MOST_EVIDENCE = 10
/** A round number is easier to argue for: the next full ten thousand yuan. */
const STEP_FEN = 1_000_000
/** Which field of the form a pointer of the server names. */
export const POINTERS: Readonly<Record<WishField, string>> = {
  wanted: 'wanted_fen',
  reason: 'reason',
  evidence: 'evidence',
}

export function wishName(company: string): string {
  return `quota ${company}`
}

export function newWish(): Wish {
  return { id: newId(), wanted: '', lasting: 'month', reason: '', evidence: [''] }
}

/**
 * What is proposed, in fen: enough for the invoice that was too large, else half as much again;
 * always more than the present quota, in full ten thousands of yuan.
 */
export function proposedFen(quota: Pick<Quota, 'quota_fen' | 'used_fen'>, neededFen = 0): number {
  const half = quota.quota_fen + Math.floor(quota.quota_fen / 2)
  const least = Math.max(quota.quota_fen + 1, neededFen > 0 ? quota.used_fen + neededFen : half)
  return Math.ceil(least / STEP_FEN) * STEP_FEN
}

export function proposedText(quota: Pick<Quota, 'quota_fen' | 'used_fen'>, needed = 0): string {
  return yuanOf(proposedFen(quota, needed))
}

/** What cannot be sent yet. */
export function wishGaps(wish: Wish): Partial<Record<WishField, TextKey>> {
  const gaps: Partial<Record<WishField, TextKey>> = {}
  const wanted = fenOf(wish.wanted)
  if (wanted === 'none') gaps.wanted = 'equota.wanted.missing'
  else if (wanted === null || wanted <= 0) gaps.wanted = 'equota.wanted.wrong'
  if (wish.reason.trim().length < LEAST_REASON) gaps.reason = 'equota.reason.missing'
  if (evidenceOf(wish).length === 0) gaps.evidence = 'equota.evidence.missing'
  return gaps
}

export function wishBody(wish: Wish): AdjustmentBody {
  const wanted = fenOf(wish.wanted)
  return {
    wanted_fen: typeof wanted === 'number' ? wanted : 0,
    lasting: wish.lasting,
    reason: wish.reason.trim(),
    evidence: evidenceOf(wish),
  }
}

/** Takes up what was refused; under an id of its own. */
export function wishOf(body: AdjustmentBody): Wish {
  const { wanted_fen, ...rest } = body
  return { ...rest, id: newId(), wanted: yuanOf(wanted_fen) }
}

function evidenceOf({ evidence }: Wish): string[] {
  return evidence.map((one) => one.trim()).filter((one) => one !== '')
}
