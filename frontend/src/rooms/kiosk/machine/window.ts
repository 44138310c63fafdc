/** Two windows would drive one printer and write one journal: only the first of them serves. */

type Locks = Pick<LockManager, 'request'>

/** Whether this window is the only one; it stays so until it is closed. */
export function onlyWindow(locks: Locks | undefined): Promise<boolean> {
  if (locks === undefined) return Promise.resolve(true)
  return new Promise((resolve) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null)
      return lock === null ? undefined : new Promise<void>(() => undefined)
    }
    void locks.request('tax-kiosk-door', { ifAvailable: true }, hold)
  })
}
