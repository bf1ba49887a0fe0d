-- What all scripts begin with.

-- The server's clock, in microseconds since 1970.
local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

-- What Redis says of the first of these keys that holds another type than this; nil where none does. A script does not
-- roll back: what could go wrong is asked before the first write.
local function wrong_type(types)
  for key, wanted in pairs(types) do
    local actual = redis.call('TYPE', key).ok
    if actual ~= 'none' and actual ~= wanted then
      return redis.error_reply('WRONGTYPE ' .. key .. ' is a ' .. actual .. ' and not a ' .. wanted)
    end
  end
end
