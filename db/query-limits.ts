/** Where a reader of the rows learns that there are more: the file, and the words or code in it. */
type Told = { in: string; as: string }
/**
 * `one`: the query reads a single row. `page`: the caller asks for one more than it shows, and offers the next page.
 * `batch`: a program repeats the query until nothing is left. `count`: shown with a plus, or as “over”.
 */
type Cut = 'one' | 'page' | 'batch' | 'count' | Told

const E = 'app/(desk)/[company]/[app]/[environment]'
const note = (file: string, as: string): Told => ({ in: file.replace(/^E\//, `${E}/`), as })

/** Every limit of every query, in file order: how it cuts, and where the reader learns of it. */
export const queryLimits: Record<string, [limit: string, cut: Cut][]> = {
  'settings/apns.ts': [
    ['1', 'one'],
    ['1', 'one'],
    ['1', 'one'],
    ['1', 'one'],
  ],
  'prompts/prompt-triggers.ts': [['limit', note('E/settings/triggers.tsx', 'listedMax.triggers')]],
  'archive.ts': [['1', 'one']],
  'staff/audit.ts': [['limit', 'page']],
  'staff/audit-seals.ts': [
    ['1', 'one'],
    ['limit', 'batch'],
    ['limit', 'batch'],
  ],
  'staff/service-tokens.ts': [['limit', 'batch']],
  'companies.ts': [['1', 'one']],
  'staff/sign-in-settings.ts': [['1', 'one']],
  'case-files.ts': [['limit', note('E/customers/[id]/customer-shares.tsx', 'listedMax.caseFiles')]],
  'others.ts': [
    ['deliveriesMax', 'count'],
    ['deliveriesMax', 'count'],
    ['devicesMax', 'count'],
  ],
  'incidents/affected.ts': [
    ['affectedMax', 'count'],
    ['affectedMax', 'count'],
    ['affectedMax', 'count'],
    ['affectedMax', 'count'],
    ['affectedMax', 'count'],
    ['affectedMax', 'count'],
    ['1', 'one'],
  ],
  'incidents/changes.ts': [
    ['1', 'one'],
    ['1', 'one'],
  ],
  'incidents/channels.ts': [
    ['1', 'one'],
    ['limit', 'batch'],
    ['limit', note('docs/management-api.md', 'the newest 100')],
  ],
  'incidents/facts.ts': [
    ['500', 'batch'],
    ['limit', 'batch'],
  ],
  'incidents/incidents.ts': [
    ['limit', 'page'],
    ['limit', note('app/(desk)/incidents/[id]/page.tsx', 'listedMax.incidentEvents')],
  ],
  'incidents/prompt-facts.ts': [['1', 'one']],
  'probes/probes.ts': [
    ['keptMax', 'batch'],
    ['limit', 'page'],
  ],
  'settings/sealed-values.ts': [['limit', 'batch']],
  'settings/credential-settings.ts': [['limit', note('E/settings/credentials-tab.tsx', 'listedMax.apnsKeys')]],
  'customer-detail.ts': [
    ['1', 'one'],
    ['limit', note('E/customers/[id]/customer-devices.tsx', 'listedMax.customerDevices')],
    ['limit', 'page'],
    ['limit', note('E/customers/[id]/customer-prompts.tsx', 'listedMax.customerPrompts')],
    ['max', 'count'],
  ],
  'deliveries/deliveries.ts': [
    ['limit', 'page'],
    ['limit', 'page'],
  ],
  'deliveries/old-addresses.ts': [['limit', 'batch']],
  'deliveries/message-texts.ts': [
    ['limit', 'batch'],
    ['limit', 'batch'],
  ],
  'deliveries/delivery-counts.ts': [
    ['countMaxOfNarrow', note('E/deliveries/delivery-facets.tsx', "isCapped && '+'")],
    ['countMaxOfCell', 'count'],
    ['countMaxOfNarrow', note('E/deliveries/delivery-chart.tsx', 'bar.isCapped')],
    ['countMaxOfBucketCell', 'count'],
  ],
  'deliveries/delivery-detail.ts': [
    ['limit', note('E/deliveries/delivery-timeline.tsx', 'earlier attempt')],
    ['limit', note('E/deliveries/delivery-siblings.tsx', 'listedMax.siblings')],
  ],
  'deliveries/delivery-filters.ts': [
    ['1', 'one'],
    ['1', 'one'],
  ],
  'deliveries/delivery-totals.ts': [
    ['countMaxOfCell', 'count'],
    ['countMaxOfDayCell', 'count'],
    ['limit', note('E/overview/numbers.tsx', 'acceptedShareOfNewest')],
  ],
  'devices/device-events.ts': [
    ['limit', 'page'],
    ['limit', note('components/devices/moved-warning.tsx', 'listedMax.deviceMoves')],
  ],
  'devices/device-list.ts': [
    ['limit', 'page'],
    ['max', 'count'],
    ['sampleMax', note('E/devices/device-facets.tsx', 'Counts cover the newest')],
  ],
  // Only tells whether there are more than the maximum; then the condition itself is used, without a limit.
  'devices/device-match.ts': [
    ['max + 1', 'count'],
    ['max + 1', 'count'],
  ],
  'devices/device-timeline.ts': [
    ['limit', 'page'],
    ['limit', 'page'],
  ],
  'devices/device-verdicts.ts': [['1', 'one']],
  'customer-export.ts': [['limit', note('lib/customers/export-customer.ts', 'isComplete')]],
  'customer-elsewhere.ts': [
    ['limit', 'batch'],
    ['1', 'one'],
    ['limit', note('lib/diagnosis/history.ts', 'listedMax.elsewhere')],
    ['limit', note('lib/diagnosis/history.ts', 'listedMax.elsewhere')],
  ],
  'diagnosis-history.ts': [
    ['1', 'one'],
    ['1', 'one'],
    ['1', 'one'],
    ['limit', note('lib/diagnosis/prompt-facts.ts', 'The revision that turned off')],
    ['1', 'one'],
    ['1', 'one'],
    ['1', 'one'],
    ['countedMax', 'count'],
    ['countedMax', 'count'],
    ['1', 'one'],
  ],
  'diagnosis.ts': [
    ['1', 'one'],
    ['1', 'one'],
  ],
  'events/event-webhooks.ts': [
    ['limit', 'batch'],
    ['lookMax', 'count'],
  ],
  'events/read-events.ts': [
    ['lookMax', 'batch'],
    ['limit', 'page'],
    ['1', 'one'],
  ],
  'sending/due-deliveries.ts': [
    ['limit', 'batch'],
    ['1', 'one'],
    ['1', 'one'],
  ],
  'erasure.ts': [['1', 'one']],
  'staff/first-admin.ts': [['1', 'one']],
  'health.ts': [['countMax', 'count']],
  'settings/key-settings.ts': [['limit', note('E/settings/keys-tab.tsx', 'listedMax.apiKeys')]],
  'look-up/containing.ts': [
    ['limit', note('E/devices/device-list.tsx', 'isSearchCut')],
    // A sample of very many, as the boxes say.
    ['limit', 'count'],
    ['Math.ceil(walkedMax / Math.max(environmentIds.length, 1))', 'count'],
    ['limit', 'count'],
    ['limit', note('lib/look-up/find-in.ts', 'cutWords.common')],
  ],
  'look-up/customers.ts': [
    // The candidates for the best matches; the list says that there are more.
    ['candidatesOfStart', 'count'],
    // Customers with an ID similar to one that doesn't exist: a hint, not a list.
    ['limit', 'count'],
    ['limit', 'count'],
  ],
  'look-up/devices.ts': [['limit', note('lib/look-up/find-in.ts', 'cutWords.newest')]],
  'look-up/recent.ts': [
    ['recentCustomersMax', 'batch'],
    ['limit', note('components/desk/palette/use-recent-customers.ts', 'Recent customers')],
  ],
  'look-up/sent.ts': [
    ['limit', note('lib/look-up/find-in.ts', 'cutWords.newest')],
    ['limit', note('lib/look-up/find-in.ts', 'cutWords.newest')],
    ['newestReadMax', note('lib/look-up/parts-in.ts', 'among the newest')],
    ['limit', note('lib/look-up/parts-in.ts', 'among the newest')],
    ['limit', note('lib/look-up/find-in.ts', 'cutWords.byId')],
  ],
  'sending/postponing.ts': [['1', 'one']],
  'refused-calls.ts': [
    ['1', 'one'],
    ['limit', note('lib/customers/read-customer.ts', 'listedMax.refusedCalls')],
    ['limit', note('lib/look-up/parts-in.ts', 'choicesMax')],
    ['1', 'one'],
  ],
  'simulator/phone.ts': [
    ['limit', note('app/(desk)/simulator/panels/customer-panel.tsx', 'The list suggests existing customers')],
    ['limit', 'batch'],
  ],
  'prompts/prompt-fetches.ts': [['limit', note('E/prompt/explain/explain-panel.tsx', 'listedMax.recentClients')]],
  'prompts/prompt-revisions.ts': [
    ['limit', 'page'],
    ['1', 'one'],
    ['limit', note('lib/prompts/publishing/saved-since.ts', "'others'")],
  ],
  'deliveries/receipts.ts': [
    ['1', 'one'],
    ['1', 'one'],
  ],
  // Open pages to notify at once; the rest poll within seconds.
  'devices/registrations.ts': [['100', note('db/queries/devices/registrations.ts', 'order by 1 limit 100')]],
  'deliveries/repeats.ts': [
    ['limit', note('E/deliveries/recover-reasons.tsx', 'atOnceMax')],
    ['limit', note('app/(desk)/incidents/[id]/page.tsx', 'listedMax.recoveries')],
  ],
  'sending/sending.ts': [['1', 'one']],
  'setup.ts': [
    ['1', 'one'],
    ['1', 'one'],
    ['answeredMax', 'batch'],
    ['1', 'one'],
  ],
  'simulator/simulator.ts': [
    ['limit', note('docs/simulator.md', 'the newest 1,000 pushes')],
    ['limit', note('E/simulator/page.tsx', 'listedMax.simulatorLog')],
  ],
  'sending/workers.ts': [['1', 'one']],
  'retention.ts': [
    ['limit', 'batch'],
    ['limit', 'batch'],
    ['1', 'one'],
  ],
}
