import { Checkbox } from '@/components/ui/form/checkbox'
import { Outside } from '@/components/ui/text/outside'
import { environmentNames } from '@/lib/environments/environment-names'
import { MatrixBox } from './matrix-box'
import { Accepted, InEffect, LastFetch, ReachCell } from './matrix-cells'
import { MatrixLink } from './matrix-link'
import { type AppRowsView, allSelected } from './matrix-rows'

/** The same apps for a narrow screen. */
export function MatrixList(shown: AppRowsView) {
  const { rows, selected, onToggle, onToggleAll } = shown
  return (
    <div className="xl:hidden">
      {onToggleAll && (
        <div className="border-b pb-2">
          <Checkbox label="Select every app shown" {...allSelected(rows, selected)} onCheckedChange={onToggleAll} />
        </div>
      )}
      <ul aria-label="Apps">
        {rows.map((row) => (
          <li key={row.appId} className="flex gap-3 border-b py-3">
            {onToggle && <MatrixBox {...{ row, selected, onToggle }} />}
            <div className="flex min-w-0 flex-1 flex-col gap-1.5">
              <div className="flex items-baseline justify-between gap-3">
                <span className="flex min-w-0 flex-col">
                  <MatrixLink row={row} {...shown} />
                  <span className="text-faint text-sm">
                    <Outside>{row.companyName}</Outside>
                  </span>
                </span>
                <span className="shrink-0 text-quiet text-sm">
                  <LastFetch cells={row.cells} />
                </span>
              </div>
              <dl className="grid grid-cols-2 gap-3">
                {environmentNames.map((name) => (
                  <div key={name} className="min-w-0">
                    <dt className="text-faint text-sm capitalize">{name}</dt>
                    <dd>
                      <InEffect row={row} name={name} />
                    </dd>
                  </div>
                ))}
              </dl>
              <p className="flex flex-wrap gap-x-4 text-quiet text-sm">
                <span>
                  Clients asked: <ReachCell cells={row.cells} />
                </span>
                <span>
                  Prompt accepted: <Accepted cells={row.cells} />
                </span>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
