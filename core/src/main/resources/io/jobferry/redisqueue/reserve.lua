-- Reserves jobs. KEYS as in RedisKeys; ARGV: most jobs (500 at most), lease in microseconds, RIGHT or LEFT: the end of
-- waiting from which jobs are taken. What is pushed on lists of our own is always taken from the right.
-- Returns {microseconds until the next job comes due, or -1, {{id, reservation, failures, body}, ...}}.
local waiting, claimed, again, delayed, reserved, bodies, failures, stamps =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[7], KEYS[8], KEYS[9]
local most, lease = tonumber(ARGV[1]), tonumber(ARGV[2])
-- One call moves no more: a million due jobs would hold up every client of the server.
local MOST_DUE = 500

-- A script does not roll back: what could go wrong is asked before the first write.
local types = {
  [waiting] = 'list', [claimed] = 'list', [again] = 'list', [delayed] = 'zset', [reserved] = 'zset',
  [bodies] = 'hash', [failures] = 'hash', [stamps] = 'string'}
for key, wanted in pairs(types) do
  local actual = redis.call('TYPE', key).ok
  if actual ~= 'none' and actual ~= wanted then
    return redis.error_reply('WRONGTYPE ' .. key .. ' is a ' .. actual .. ' and not a ' .. wanted)
  end
end

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local function due(zset)
  return redis.call('ZRANGEBYSCORE', zset, '-inf', string.format('%.0f', now), 'LIMIT', 0, MOST_DUE)
end

-- A lease that ended counts as a failure: a job that kills its worker must come to an end too.
for _, reservation in ipairs(due(reserved)) do
  local id = string.match(reservation, '^[^/]+')
  redis.call('ZREM', reserved, reservation)
  redis.call('LPUSH', again, id)
  redis.call('HINCRBY', failures, id, 1)
end
for _, id in ipairs(due(delayed)) do
  redis.call('ZREM', delayed, id)
  redis.call('LPUSH', again, id)
end

-- The server's clock, but never the same number twice: names jobs and reservations.
local last = tonumber(redis.call('GET', stamps) or 0)
local function stamp()
  last = math.max(now, last + 1)
  return string.format('%.0f', last)
end

local jobs = {}
local function hold(id, body)
  local reservation = id .. '/' .. stamp()
  redis.call('ZADD', reserved, string.format('%.0f', now + lease), reservation)
  jobs[#jobs + 1] = {id, reservation, tonumber(redis.call('HGET', failures, id) or 0), body}
end

local function pop(list, command)
  local room = most - #jobs
  return room > 0 and redis.call(command, list, room) or {}
end

local function hold_bodies(list, command)
  for _, body in ipairs(pop(list, command)) do
    local id = stamp()
    redis.call('HSET', bodies, id, body)
    hold(id, body)
  end
end

hold_bodies(claimed, 'RPOP')
for _, id in ipairs(pop(again, 'RPOP')) do
  local body = redis.call('HGET', bodies, id)
  if body then
    hold(id, body)
  end
end
hold_bodies(waiting, ARGV[3] == 'LEFT' and 'LPOP' or 'RPOP')
if #jobs > 0 then
  redis.call('SET', stamps, string.format('%.0f', last))
end

local next_due = -1
for _, zset in ipairs({delayed, reserved}) do
  local first = redis.call('ZRANGE', zset, 0, 0, 'WITHSCORES')
  if first[2] then
    local left = math.max(0, tonumber(first[2]) - now)
    next_due = next_due < 0 and left or math.min(next_due, left)
  end
end
return {next_due, jobs}
