import { byOtherMeans } from './journeys/by-other-means.ts'
import { emptyService } from './journeys/empty-service.ts'
import { everyPageOf } from './journeys/every-page.ts'
import { fromMailToDone } from './journeys/from-mail-to-done.ts'
import { useService } from './journeys/service.ts'

// One service for all, each journey going on where the one before has ended.
const service = useService()

emptyService(service)
fromMailToDone(service)
byOtherMeans(service)
everyPageOf(service)
