-- Reserves jobs on core-queue's keys. KEYS: waiting, claimed, delayed, reserved, timeout;
-- ARGV: most jobs (500 at most), lease in microseconds, TIMEOUT or WAITING: where jobs go whose lease ended.
-- Returns {microseconds until the next job comes due, or -1, {{member, score}, ...}, {{member, score}, ...}}: the jobs,
-- then those whose lease ended and that are to be written anew for their next attempt, which only the caller can.
-- Scores are Unix seconds in the keys, microseconds here and there.
local waiting, claimed, delayed, reserved, timeout = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local most, lease, lease_over = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
-- One call moves no more: a million due jobs would hold up every client of the server.
local MOST_DUE = 500

local wrong = wrong_type({
  [waiting] = 'list', [claimed] = 'list', [delayed] = 'zset', [reserved] = 'zset', [timeout] = 'list'})
if wrong then
  return wrong
end

local now = clock()

local function seconds(micros)
  return string.format('%.6f', micros / 1000000)
end

local function micros(score)
  return math.floor(tonumber(score) * 1000000 + 0.5)
end

local function due(zset, ...)
  return redis.call('ZRANGEBYSCORE', zset, '-inf', seconds(now), 'LIMIT', 0, MOST_DUE, ...)
end

-- Each write sequence begins with one that takes away: an out-of-memory server lets such a script go on to its end.
for _, member in ipairs(due(delayed)) do
  redis.call('ZREM', delayed, member)
  redis.call('LPUSH', waiting, member)
end

local overdue = {}
if lease_over == 'WAITING' then
  local members = due(reserved, 'WITHSCORES')
  for i = 1, #members, 2 do
    overdue[#overdue + 1] = {members[i], string.format('%.0f', micros(members[i + 1]))}
  end
else
  for _, member in ipairs(due(reserved)) do
    redis.call('ZREM', reserved, member)
    redis.call('LPUSH', timeout, member)
  end
end

local jobs = {}
local ends, retry_at = seconds(now + lease), seconds(now + 1000000)
local score = string.format('%.0f', micros(ends))
local function reserve_from(list)
  local room = most - #jobs
  for _, member in ipairs(room > 0 and redis.call('RPOP', list, room) or {}) do
    if redis.call('ZADD', reserved, 'NX', ends, member) == 1 then
      jobs[#jobs + 1] = {member, score}
    -- Its equal to the byte is reserved, and a set holds one: this one waits a second, so as not to come round at once.
    elseif redis.call('ZADD', delayed, 'NX', retry_at, member) == 0 then
      redis.call('LPUSH', waiting, member)
    end
  end
end

reserve_from(claimed)
reserve_from(waiting)

local next_due = -1
for _, zset in ipairs({delayed, reserved}) do
  local first = redis.call('ZRANGE', zset, 0, 0, 'WITHSCORES')
  if first[2] then
    local left = math.max(0, micros(first[2]) - now)
    next_due = next_due < 0 and left or math.min(next_due, left)
  end
end
return {next_due, jobs, overdue}
