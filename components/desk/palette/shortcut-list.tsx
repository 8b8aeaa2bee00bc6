'use client'

import { Dialog } from '@/components/ui/overlays/dialog'
import { Kbd } from '@/components/ui/text/kbd'
import { TextLink } from '@/components/ui/text/text-link'

const shortcuts = [
  { where: 'Everywhere', keys: ['Ctrl', 'K'], does: 'Search or paste an ID' },
  { where: 'Everywhere', keys: ['?'], does: 'Show keyboard shortcuts' },
  { where: 'Lists', keys: ['/'], does: 'Search' },
  { where: 'Lists', keys: ['j'], does: 'Next row' },
  { where: 'Lists', keys: ['k'], does: 'Previous row' },
  { where: 'Lists', keys: ['Enter'], does: 'Open the row' },
  { where: 'Customer', keys: ['a'], does: 'Do the next action' },
  { where: 'Customer', keys: ['c'], does: 'Copy the verdict for the ticket' },
  { where: 'Prompt', keys: ['e'], does: 'Edit the configuration' },
  { where: 'Prompt', keys: ['x'], does: 'Open Explain' },
  { where: 'Prompt', keys: ['h'], does: 'Open History' },
  { where: 'Prompt', keys: ['j', 'k'], does: 'Next or previous rule' },
  { where: 'Prompt', keys: ['r'], does: 'Review unsaved changes or the selection' },
  { where: 'Prompt', keys: ['Ctrl', 'Enter'], does: 'Review, then save' },
  { where: 'All prompts', keys: ['Space'], does: 'Select the app' },
  { where: 'Deliveries', keys: ['f'], does: 'Open filters' },
  { where: 'Deliveries', keys: ['t'], does: 'Choose a time range' },
  { where: 'Deliveries', keys: ['l'], does: 'Turn live updates on or off' },
  { where: 'Deliveries', keys: ['←', '→'], does: 'Next or previous delivery in the side panel' },
] as const

export function ShortcutList({ isOpen, setOpen }: { isOpen: boolean; setOpen: (isOpen: boolean) => void }) {
  return (
    <Dialog title="Keyboard shortcuts" open={isOpen} onOpenChange={setOpen}>
      <table className="w-full text-left">
        <thead className="sr-only">
          <tr>
            <th scope="col">Where</th>
            <th scope="col">What it does</th>
            <th scope="col">Key</th>
          </tr>
        </thead>
        <tbody>
          {shortcuts.map(({ where, keys, does }) => (
            <tr key={`${where} ${does}`} className="h-8 border-b last:border-0">
              <td className="w-28 text-faint">{where}</td>
              <td>{does}</td>
              <td className="text-right">
                <span className="inline-flex gap-1">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-quiet">
        On a Mac, use ⌘ instead of Ctrl. You can turn off single-key shortcuts in your{' '}
        <TextLink href="/account" onClick={() => setOpen(false)}>
          account
        </TextLink>
        .
      </p>
    </Dialog>
  )
}
