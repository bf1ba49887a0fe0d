-- Settles reservations. KEYS as in RedisKeys; ARGV: RIGHT or LEFT, the end of waiting from which jobs are
-- taken; then reservation, verb, delay in microseconds, again and again.
-- Returns for each 1 if it was done, 0 if the reservation is no more.
local waiting, again, delayed, reserved, failed, bodies, failures =
  KEYS[1], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8]

local types = {[waiting] = 'list', [again] = 'list', [delayed] = 'zset', [reserved] = 'zset', [failed] = 'list',
  [bodies] = 'hash', [failures] = 'hash'}
for key, wanted in pairs(types) do
  local actual = redis.call('TYPE', key).ok
  if actual ~= 'none' and actual ~= wanted then
    return redis.error_reply('WRONGTYPE ' .. key .. ' is a ' .. actual .. ' and not a ' .. wanted)
  end
end

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local verbs = {}

-- One command for all of them: to call it costs more than what it does.
local done = {}
function verbs.DONE(id)
  done[#done + 1] = id
end

function verbs.RETRY(id, delay)
  redis.call('HINCRBY', failures, id, 1)
  if delay > 0 then
    redis.call('ZADD', delayed, string.format('%.0f', now + delay), id)
  else
    redis.call('LPUSH', again, id)
  end
end

function verbs.DEAD(id)
  redis.call('LPUSH', failed, id)
end

-- A job that never failed goes back where every program finds it. One that did stays with those who count.
function verbs.RETURN(id)
  local body = redis.call('HGET', bodies, id)
  if redis.call('HEXISTS', failures, id) == 1 then
    redis.call('RPUSH', again, id)
  elseif body then
    redis.call(ARGV[1] == 'LEFT' and 'LPUSH' or 'RPUSH', waiting, body)
    redis.call('HDEL', bodies, id)
  end
end

local answers = {}
for i = 2, #ARGV, 3 do
  local reservation = ARGV[i]
  local held = redis.call('ZREM', reserved, reservation)
  if held == 1 then
    local slash = string.find(reservation, '/', 1, true)
    verbs[ARGV[i + 1]](slash and string.sub(reservation, 1, slash - 1) or reservation, tonumber(ARGV[i + 2]))
  end
  answers[#answers + 1] = held
end
if #done > 0 then
  redis.call('HDEL', bodies, unpack(done))
  redis.call('HDEL', failures, unpack(done))
end
return answers
