'use client'

import { Dialog } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import { TextLink } from '../ui/text-link'

const shortcuts = [
  { where: 'Everywhere', keys: ['Ctrl', 'K'], does: 'Find or paste anything' },
  { where: 'Everywhere', keys: ['?'], does: 'This list' },
  { where: 'Lists', keys: ['/'], does: 'Search' },
  { where: 'Lists', keys: ['j'], does: 'Next row' },
  { where: 'Lists', keys: ['k'], does: 'Previous row' },
  { where: 'Lists', keys: ['Enter'], does: 'Open the row' },
  { where: 'Prompt', keys: ['e'], does: 'Edit the setting' },
  { where: 'Prompt', keys: ['x'], does: 'Explain an answer' },
  { where: 'Prompt', keys: ['h'], does: 'History' },
  { where: 'Prompt', keys: ['j', 'k'], does: 'Next and previous rule' },
  { where: 'Prompt', keys: ['r'], does: 'Review what is staged or selected' },
  { where: 'Prompt', keys: ['Ctrl', 'Enter'], does: 'Review, then save' },
  { where: 'Matrix', keys: ['Space'], does: 'Select the app' },
  { where: 'Deliveries', keys: ['f'], does: 'Filters' },
  { where: 'Deliveries', keys: ['t'], does: 'Time range' },
  { where: 'Deliveries', keys: ['l'], does: 'Live, on and off' },
  { where: 'Deliveries', keys: ['←', '→'], does: 'Newer and older delivery, in the sheet' },
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
        On a Mac, ⌘ stands for Ctrl. Single keys can be switched off in the{' '}
        <TextLink href="/account" onClick={() => setOpen(false)}>
          account
        </TextLink>
        .
      </p>
    </Dialog>
  )
}
