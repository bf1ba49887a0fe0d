-- Begins leases anew on core-queue's keys. KEYS: reserved; ARGV: member, lowest and highest score in microseconds, lease
-- in microseconds; again and again. Returns for each the new score in microseconds, 0 if the reservation is no more.
local reserved = KEYS[1]
local now = clock()

local function extend(member, lowest, highest, lease)
  local score = redis.call('ZSCORE', reserved, member)
  local micros = score and math.floor(tonumber(score) * 1000000 + 0.5)
  if not micros or micros < lowest or micros > highest then
    return '0'
  end
  local ends = string.format('%.6f', (now + lease) / 1000000)
  -- Taken away first: a server that is out of memory refuses a script that begins with ZADD.
  redis.call('ZREM', reserved, member)
  redis.call('ZADD', reserved, ends, member)
  return string.format('%.0f', math.floor(tonumber(ends) * 1000000 + 0.5))
end

local answers = {}
for i = 1, #ARGV, 4 do
  answers[#answers + 1] = extend(ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3]))
end
return answers
