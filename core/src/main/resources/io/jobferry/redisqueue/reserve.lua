-- Reserves jobs. Behind list.lua. ARGV: most jobs (500 at most), lease in microseconds, RIGHT or LEFT: the end of
-- waiting from which jobs are taken. What is pushed on lists of our own is always taken from the right.
-- Returns {microseconds until the next job comes due, or -1, {{id, reservation, failures, body}, ...}, batch, {body,
-- ...}}: the jobs that had an id, then those that got theirs just now: the batch's stamp and three digits, 001 the first.
-- The first reservation of a job is named as its id, a later one "id/stamp".
local most, lease = tonumber(ARGV[1]), tonumber(ARGV[2])
-- One call moves no more: a million due jobs would hold up every client of the server.
local MOST_DUE = 500
-- One job of a batch keeps the bytes of all, and to take one out they are all read.
local MOST_PACKED = 64 * 1024

local now = clock()

local function due(zset, limit)
  return redis.call('ZRANGEBYSCORE', zset, '-inf', string.format('%.0f', now), 'LIMIT', 0, limit)
end

-- A lease that ended counts as a failure: a job that kills its worker must come to an end too.
local function lapsed(id)
  redis.call('LPUSH', again, id)
  redis.call('HINCRBY', failures, id, 1)
end

local room = MOST_DUE
for _, batch in ipairs(due(batches, room)) do
  local mask = live_of(batch) or ''
  local _, count = string.gsub(mask, '1', '')
  if count > room then
    break
  end
  room = room - count
  local all = bodies_of(batch)
  keep(batch, '')
  for place in places(mask) do
    if all[place] then
      local id = id_of(batch, place)
      redis.call('HSET', bodies, id, all[place])
      lapsed(id)
    end
  end
end
for _, reservation in ipairs(due(reserved, room)) do
  redis.call('ZREM', reserved, reservation)
  lapsed(string.match(reservation, '^[^/]+'))
end
for _, id in ipairs(due(delayed, MOST_DUE)) do
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
  local left = most - popped
  local some = left > 0 and redis.call(command, list, left) or {}
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
  else -- forgotten while it was held
    redis.call('HDEL', failures, id)
  end
end

local function hold_batch(batch)
  redis.call('HSET', packed, batch, cmsgpack.pack(new))
  redis.call('HSET', live, batch, string.rep('1', #new))
  redis.call('ZADD', batches, ends, batch)
end

local function hold_each(batch)
  local kept = {}
  for place, body in ipairs(new) do
    local id = id_of(batch, place)
    kept[#kept + 1] = id
    kept[#kept + 1] = body
    hold(id)
  end
  redis.call('HSET', bodies, unpack(kept))
end

local batch = ''
if #new > 0 then
  batch = stamp()
  local bytes = 0
  for _, body in ipairs(new) do
    bytes = bytes + #body
  end
  local way = bytes > MOST_PACKED and hold_each or hold_batch
  way(batch)
end
if #leases > 0 then
  -- A small set is one string to the server, searched from its beginning for every member: slow with a hundred of them. A
  -- long member ends that for as long as the key lives.
  local long = string.rep('.', 65)
  redis.call('ZADD', reserved, ends, long, unpack(leases))
  redis.call('ZREM', reserved, long)
end
if #known > 0 or #new > 0 then
  redis.call('SET', stamps, string.format('%.0f', last))
end

local next_due = -1
for _, zset in ipairs({delayed, reserved, batches}) do
  local first = redis.call('ZRANGE', zset, 0, 0, 'WITHSCORES')
  if first[2] then
    local left = math.max(0, tonumber(first[2]) - now)
    next_due = next_due < 0 and left or math.min(next_due, left)
  end
end
return {next_due, known, batch, new}
