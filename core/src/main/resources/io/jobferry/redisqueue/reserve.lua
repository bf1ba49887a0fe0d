-- Reserves jobs. KEYS as in RedisKeys; ARGV: most jobs (500 at most), lease in microseconds, RIGHT or LEFT: the end of
-- waiting from which jobs are taken. What is pushed on lists of our own is always taken from the right.
-- Returns {microseconds until the next job comes due, or -1, {{id, reservation, failures, body}, ...}, first id, {body,
-- ...}}: the jobs that had an id, then those that got theirs just now, which count up from the first. The first
-- reservation of a job is named as its id, a later one "id/stamp".
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

local popped = 0
local function pop(list, command)
  local room = most - popped
  local some = room > 0 and redis.call(command, list, room) or {}
  popped = popped + #some
  return some
end

local moved = pop(claimed, 'RPOP')
local old = pop(again, 'RPOP')
local new = pop(waiting, ARGV[3] == 'LEFT' and 'LPOP' or 'RPOP')
if #moved > 0 then
  for _, body in ipairs(new) do
    moved[#moved + 1] = body
  end
  new = moved
end

-- One command for all jobs: a command of a script costs more than what it does.
local leases, ends = {}, string.format('%.0f', now + lease)
local function hold(reservation)
  leases[#leases + 1] = ends
  leases[#leases + 1] = reservation
end

local known = {}
for _, id in ipairs(old) do
  local body = redis.call('HGET', bodies, id)
  if body then
    local reservation = id .. '/' .. stamp()
    hold(reservation)
    known[#known + 1] = {id, reservation, tonumber(redis.call('HGET', failures, id) or 0), body}
  end
end

-- Ids of one call are a stamp and three digits, because to format a number costs more than all the rest.
local kept, batch = {}, stamp()
for i, body in ipairs(new) do
  local id = batch .. string.char(48 + math.floor(i / 100), 48 + math.floor(i / 10) % 10, 48 + i % 10)
  hold(id)
  kept[#kept + 1] = id
  kept[#kept + 1] = body
end
-- A small set or hash is one string to the server, searched from its beginning for every member: slow with a hundred of
-- them. A long member ends that for as long as the key lives.
local long = string.rep('.', 65)
if #kept > 0 then
  redis.call('HSET', bodies, long, '', unpack(kept))
  redis.call('HDEL', bodies, long)
end
if #leases > 0 then
  redis.call('ZADD', reserved, ends, long, unpack(leases))
  redis.call('ZREM', reserved, long)
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
return {next_due, known, kept[1] or '', new}
