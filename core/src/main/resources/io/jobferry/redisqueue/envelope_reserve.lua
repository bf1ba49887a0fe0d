-- Reserves jobs on core-queue's keys. Behind envelope.lua. KEYS: waiting, claimed, delayed, reserved, timeout;
-- ARGV: most jobs (500 at most), lease in microseconds, TIMEOUT or WAITING: where jobs go whose lease ended.
-- Returns {microseconds until the next job comes due, or -1, score, {member, ...}, {{member, score}, ...}}: the jobs, all
-- at this score, which nothing else has; then those whose lease ended and that are to be written anew for their next
-- attempt, which only the caller can.
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

local ends = free_score(reserved, now + lease)
local score, retry_at = seconds(ends), seconds(now + 1000000)
local jobs, held = {}, {}

local function hold(member)
  jobs[#jobs + 1] = member
  held[member] = true
end

-- Its equal to the byte is reserved, and a set holds one: this one waits a second, so as not to come round at once.
local function put_off(member)
  if redis.call('ZADD', delayed, 'NX', retry_at, member) == 0 then
    redis.call('LPUSH', waiting, member)
  end
end

local function reserve_from(list)
  local room = most - #jobs
  local members = room > 0 and redis.call('RPOP', list, room) or {}
  local scored = {}
  for i, member in ipairs(members) do
    scored[2 * i - 1], scored[2 * i] = score, member
  end
  local all = #members > 0 and redis.call('ZADD', reserved, 'NX', unpack(scored)) == #members
  for _, member in ipairs(members) do
    if all or not held[member] and micros(redis.call('ZSCORE', reserved, member)) == ends then
      hold(member)
    else
      put_off(member)
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
return {next_due, string.format('%.0f', ends), jobs, overdue}
