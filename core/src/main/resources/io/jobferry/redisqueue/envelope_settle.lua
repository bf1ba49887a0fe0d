-- Settles reservations on core-queue's keys. Behind envelope.lua. KEYS: waiting, delayed, reserved, failed, timeout;
-- ARGV: a number of cohorts, which are done; of each its score in microseconds, how many it is, and one of its members;
-- then member, lowest and highest score in microseconds, verb, delay in microseconds, the member as it is to be from now
-- on; again and again. Returns for each cohort 1 if it was done, 0 if not all of it is held any more, and nothing was;
-- then for each member 1 if it was done, 0 if the reservation is no more: it is gone, or has another score.
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
  local due = seconds(now + delay)
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

-- Other calls take free scores only: while one of them has the score of all, it was not free, and nothing else has it.
local function settle_cohort(score, count, member)
  local exact = seconds(score)
  local held = redis.call('ZSCORE', reserved, member)
  if not held or micros(held) ~= score or redis.call('ZCOUNT', reserved, exact, exact) ~= count then
    return 0
  end
  redis.call('ZREMRANGEBYSCORE', reserved, exact, exact)
  return 1
end

local function settle(member, lowest, highest, verb, delay, job)
  local score = redis.call('ZSCORE', reserved, member)
  local ends = score and micros(score)
  if ends and ends >= lowest and ends <= highest then
    redis.call('ZREM', reserved, member)
    verbs[verb](job, delay)
    return 1
  end
  -- Work that was finished too late is finished all the same. What lies in timeout, nobody holds.
  return verb == 'DONE' and not score and redis.call('LREM', timeout, 1, member) or 0
end

local answers = {}
local members = 2 + 3 * ARGV[1]
for i = 2, members - 1, 3 do
  answers[#answers + 1] = settle_cohort(tonumber(ARGV[i]), tonumber(ARGV[i + 1]), ARGV[i + 2])
end
for i = members, #ARGV, 6 do
  answers[#answers + 1] =
    settle(ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]), ARGV[i + 3], tonumber(ARGV[i + 4]), ARGV[i + 5])
end
return answers
