/** A job in words: what it is, how it stands, why it failed, and how large its files are. */
import { language, t, tOr } from '@/text'
import { count } from '@/text/format'
import { isOver, undoLeft } from './pause'
import type { Job, JobFile } from './types'

/** "Documents of an invoice". */
export function kindWords(job: Pick<Job, 'what'>): string {
  return tOr(`job.kind.${job.what}`, job.what)
}

/** "Waiting", "at work", "done", … */
export function stateWords(job: Job, now: number): string {
  return undoLeft(job, now) > 0 ? t('job.state.undo') : tOr(`job.state.${job.state}`, job.state)
}

/** The colour that helps these words. */
export function stateKind(job: Job): 'note' | 'good' | 'bad' | 'plain' {
  if (job.state === 'done') return 'good'
  if (job.state === 'failed') return 'bad'
  return isOver(job) ? 'plain' : 'note'
}

/** "37 of 250". */
export function doneWords(job: Job): string {
  return t('job.done-of', { done: count(job.done), total: count(job.total) })
}

/** Why it failed and what to do next, in the language now spoken. */
export function failureWords({ problem }: Job): { title: string; next: string } | null {
  if (!problem) return null
  return problem.words[language()] ?? problem.words['zh'] ?? { title: problem.code, next: '' }
}

/** "PDF", "OFD", "XML", or what else a file is. */
export function fileWords({ name }: JobFile): string {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return tOr(`file.${ending}`, ending.toUpperCase())
}

/** 734 KB · 3.2 MB */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return t('file.bytes', { count: bytes })
  if (bytes < 1_000_000) return t('file.kilobytes', { size: Math.round(bytes / 1000) })
  return t('file.megabytes', { size: (bytes / 1_000_000).toFixed(1) })
}
