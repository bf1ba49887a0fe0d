-- Settles reservations on core-queue's keys. KEYS: waiting, delayed, reserved, failed, timeout; ARGV: member, lowest and
-- highest score in microseconds, verb, delay in microseconds, the member as it is to be from now on; again and again.
-- Returns for each 1 if it was done, 0 if the reservation is no more: the member is gone, or has another score.
local waiting, delayed, reserved, failed, timeout = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]

local wrong = wrong_type({
  [waiting] = 'list', [delayed] = 'zset', [reserved] = 'zset', [failed] = 'list', [timeout] = 'list'})
if wrong then
  return wrong
end

local now = clock()

local verbs = {}

function verbs.DONE() end

function verbs.RETRY(job, delay)
  local due = string.format('%.6f', (now + delay) / 1000000)
  if delay == 0 or redis.call('ZADD', delayed, 'NX', due, job) == 0 then
    redis.call('LPUSH', waiting, job)
  end
end

function verbs.DEAD(job)
  redis.call('LPUSH', failed, job)
end

function verbs.RETURN(job)
  redis.call('RPUSH', waiting, job)
end

local function settle(member, lowest, highest, verb, delay, job)
  local score = redis.call('ZSCORE', reserved, member)
  local micros = score and math.floor(tonumber(score) * 1000000 + 0.5)
  if micros and micros >= lowest and micros <= highest then
    redis.call('ZREM', reserved, member)
    verbs[verb](job, delay)
    return 1
  end
  -- Work that was finished too late is finished all the same. What lies in timeout, nobody holds.
  return verb == 'DONE' and not score and redis.call('LREM', timeout, 1, member) or 0
end

local answers = {}
for i = 1, #ARGV, 6 do
  answers[#answers + 1] =
    settle(ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]), ARGV[i + 3], tonumber(ARGV[i + 4]), ARGV[i + 5])
end
return answers
