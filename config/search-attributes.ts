import { isGrpcServiceError, type OperatorService } from '@temporalio/client'
import proto, { type temporal } from '@temporalio/proto'

const { INDEXED_VALUE_TYPE_KEYWORD, INDEXED_VALUE_TYPE_DATETIME, INDEXED_VALUE_TYPE_BOOL } =
  proto.temporal.api.enums.v1.IndexedValueType

/** What cases can be searched by in Temporal, and its type. */
export const searchAttributes = {
  Authority: INDEXED_VALUE_TYPE_KEYWORD,
  Urn: INDEXED_VALUE_TYPE_KEYWORD,
  Level: INDEXED_VALUE_TYPE_KEYWORD,
  District: INDEXED_VALUE_TYPE_KEYWORD,
  NextDeadline: INDEXED_VALUE_TYPE_DATETIME,
  Overdue: INDEXED_VALUE_TYPE_BOOL,
}

/** gRPC's ALREADY_EXISTS. */
const alreadyExists = 6

/** Makes the search attributes known to a Temporal server; those that are known already stay as they are. */
export async function registerSearchAttributes(
  connection: { operatorService: OperatorService },
  namespace: string,
): Promise<void> {
  for (const [name, type] of Object.entries(searchAttributes)) await register(connection, namespace, name, type)
}

async function register(
  connection: { operatorService: OperatorService },
  namespace: string,
  name: string,
  type: temporal.api.enums.v1.IndexedValueType,
) {
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: { [name]: type } })
  } catch (error) {
    if (!isGrpcServiceError(error) || Number(error.code) !== alreadyExists) throw error
  }
}
