/** Fetching a result: a link that ends soon, asked for at the moment it is used. */
import { net } from '@/net/here'
import { jobPath } from './asks'
import type { FileLink, Job } from './types'

/** The link of one file of a job. */
export async function linkOf(job: Job, name: string): Promise<string> {
  const path = `${jobPath(job.company_id, job.id)}/files/${encodeURIComponent(name)}`
  return (await net().client.get<FileLink>(path)).url
}

/** Saves a file as the browser saves files; the page stays where it is. */
export async function saveFile(job: Job, name: string): Promise<void> {
  const link = document.createElement('a')
  link.href = await linkOf(job, name)
  link.rel = 'noopener'
  document.body.append(link)
  link.click()
  link.remove()
}
