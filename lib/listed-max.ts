/** Where a list without a next page ends. Who shows one that can be this long says which part of the whole it is. */
export const listedMax = {
  apiKeys: 200,
  apnsKeys: 50,
  attempts: 200,
  customerDevices: 100,
  customerPrompts: 30,
  deviceMoves: 20,
  diagnosedRoutes: 20,
  recentClients: 20,
  siblings: 50,
  simulatorLog: 50,
  testDevices: 8,
} as const
