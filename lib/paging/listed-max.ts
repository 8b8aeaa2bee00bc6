/**
 * The limits of lists without a next page. A page that shows a list this long says which part of the whole it shows.
 */
export const listedMax = {
  apiKeys: 200,
  apnsKeys: 50,
  caseFiles: 200,
  attempts: 200,
  channelMessages: 100,
  colleagues: 3,
  customerDevices: 100,
  customerPrompts: 30,
  deviceMoves: 20,
  elsewhere: 5,
  eventWebhooks: 20,
  incidentEvents: 500,
  diagnosedRoutes: 20,
  recentClients: 20,
  recoveries: 50,
  refusedCalls: 20,
  siblings: 50,
  simulatorLog: 50,
  testDevices: 8,
  triggers: 100,
} as const
