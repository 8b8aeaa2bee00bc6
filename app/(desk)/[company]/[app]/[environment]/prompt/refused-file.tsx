'use client'

import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/overlays/dialog'
import type { RefusedState } from '@/lib/form-state'
import { plural } from '@/lib/format/number'
import { fieldPlace } from './field-place'

const shownMax = 30

/** Lists all errors of a file at once, because they are fixed in another program. */
export function RefusedFile({
  refused,
  onClose,
}: {
  refused: Pick<RefusedState, 'message' | 'fields'>
  onClose: () => void
}) {
  const faults = Object.entries(refused.fields)
  return (
    <Dialog
      title="Couldn’t import this file"
      description={faults.length ? 'Nothing was imported. Fix these errors:' : refused.message}
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      {faults.length > 0 && (
        <ul aria-label="Errors" className="flex flex-col gap-2">
          {faults.slice(0, shownMax).map(([path, messages]) => (
            <li key={path} className="border-b pb-2 last:border-0">
              <span className="font-medium">{fieldPlace(path)}</span>
              <span className="block text-danger-text">{messages.join(' ')}</span>
            </li>
          ))}
          {faults.length > shownMax && (
            <li className="text-quiet">and {plural(faults.length - shownMax, 'more error')}.</li>
          )}
        </ul>
      )}
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  )
}
