/** Ids are made here and kept before anything is sent, so that a repeat is the same request. */
import { v7 } from 'uuid'

/** A UUIDv7. */
export function newId(): string {
  return v7()
}
